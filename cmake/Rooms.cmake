# A room is one target that sees only the headers of the rooms it may use: each room's folder is reached
# through a link of its own, so that a forbidden include does not compile.

# The precompiled header is built once, for all rooms.
file(WRITE ${CMAKE_BINARY_DIR}/generated/precompiled.cpp "")
add_library(precompiled OBJECT ${CMAKE_BINARY_DIR}/generated/precompiled.cpp)
target_link_libraries(precompiled PRIVATE fmt::fmt)
set(PONTE_PRECOMPILED <algorithm> <array> <cstdint> <expected> <functional> <map> <memory> <optional> <span> <string>
  <string_view> <unordered_map> <variant> <vector> <fmt/format.h>)
target_precompile_headers(precompiled PRIVATE ${PONTE_PRECOMPILED})

# Compiles the sources of a target, so far, in batches: most are small, and what they include costs more than they do.
# Where the first of two neighbouring batches ends depends on names as well as on sizes, so that a new file moves the
# ends of the batches next to it only, not of all that follow.
function(ponte_batches target)
  if(PONTE_BATCH EQUAL 0)
    return()
  endif()
  math(EXPR half "${PONTE_BATCH} / 2")
  set(batch 0)
  set(filled 0)
  get_target_property(sources ${target} SOURCES)
  foreach(source IN LISTS sources)
    file(SIZE ${source} size)
    string(MD5 hash ${source})
    math(EXPR filled "${filled} + ${size}")
    if(filled GREATER PONTE_BATCH OR (filled GREATER half AND hash MATCHES "^0"))
      math(EXPR batch "${batch} + 1")
      set(filled ${size})
    endif()
    set_source_files_properties(${source} PROPERTIES UNITY_GROUP batch_${batch})
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
endfunction()

function(ponte_room_target room result)
  string(REPLACE "/" "_" target "room_${room}")
  set(${result} ${target} PARENT_SCOPE)
endfunction()

# formats/onnx is ponte::onnx; what the engines share is ponte::engines.
function(ponte_room_namespace room result)
  get_filename_component(name ${room} NAME)
  if(room STREQUAL engines/common)
    set(name engines)
  endif()
  set(${result} ${name} PARENT_SCOPE)
endfunction()

# Writes uses/NAMESPACE.h: in the room's namespace the names of the rooms it uses are found without qualification.
function(ponte_uses_header folder room)
  ponte_room_namespace(${room} namespace)
  set(declarations "")
  set(directives "")
  foreach(used IN LISTS ARGN)
    ponte_room_namespace(${used} used_namespace)
    string(APPEND declarations "namespace ponte::${used_namespace} {}\n")
    string(APPEND directives "using namespace ponte::${used_namespace};\n")
  endforeach()
  file(CONFIGURE OUTPUT ${folder}/uses/${namespace}.h @ONLY CONTENT
"// Generated from USES of ponte_room(${room}).
#pragma once
${declarations}
namespace ponte::${namespace} {
${directives}}  // namespace ponte::${namespace}
")
endfunction()

# ponte_room(ROOM [USES room…] [LINKS target…])
function(ponte_room room)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "USES;LINKS")
  ponte_room_target(${room} target)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${room}/*.cpp)
  if(NOT sources)
    add_library(${target} INTERFACE)
    return()
  endif()
  set(view ${CMAKE_BINARY_DIR}/rooms/${target})
  get_filename_component(parent ${view}/${room} DIRECTORY)
  file(MAKE_DIRECTORY ${parent})
  file(CREATE_LINK ${CMAKE_SOURCE_DIR}/src/${room} ${view}/${room} SYMBOLIC)
  if(arg_USES)
    ponte_uses_header(${view} ${room} ${arg_USES})
  endif()
  add_library(${target} STATIC ${sources})
  set_property(GLOBAL APPEND PROPERTY PONTE_ROOMS ${target})
  target_precompile_headers(${target} REUSE_FROM precompiled)
  target_include_directories(${target} PUBLIC ${view} ${CMAKE_SOURCE_DIR}/include)
  target_link_libraries(${target} PUBLIC fmt::fmt Threads::Threads ${arg_LINKS})
  foreach(used IN LISTS arg_USES)
    ponte_room_target(${used} used_target)
    target_link_libraries(${target} PUBLIC ${used_target})
  endforeach()
  file(GLOB tables ${CMAKE_SOURCE_DIR}/src/${room}/table.cmake)
  if(tables)
    include(${tables})
  endif()
  ponte_batches(${target})
endfunction()

# ponte_table(FOLDER HEADER TYPE PREFIX FUNCTION): in a room's table.cmake. Lists FOLDER of the room and writes
# FUNCTION(), which gives one `TYPE` descriptor named PREFIX_STEM per file, in the order of their names. A file with a
# header beside it is none of them, but what they share. Each file has a
# namespace of its own in the room's, FOLDER_STEM, so that many can be compiled as one.
macro(ponte_table folder header type prefix function)
  ponte_room_namespace(${room} table_namespace)
  file(GLOB table_files CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}/src/${room}/${folder}
    ${CMAKE_SOURCE_DIR}/src/${room}/${folder}/*.cpp)
  list(SORT table_files)
  set(declarations "")
  set(entries "")
  foreach(table_file IN LISTS table_files)
    string(REGEX REPLACE "\\.cpp$" "" stem ${table_file})
    if(EXISTS ${CMAKE_SOURCE_DIR}/src/${room}/${folder}/${stem}.h)
      continue()  # what the others share
    endif()
    string(APPEND declarations
      "namespace ponte::${table_namespace}::${folder}_${stem} { extern const ${type} ${prefix}_${stem}; }\n")
    string(APPEND entries "    &${folder}_${stem}::${prefix}_${stem},\n")
  endforeach()
  set(table_source ${CMAKE_BINARY_DIR}/generated/${target}_${function}.cpp)
  file(CONFIGURE OUTPUT ${table_source} @ONLY CONTENT
"// Generated from the listing of src/${room}/${folder}.
#include \"${header}\"
${declarations}
namespace ponte::${table_namespace} {
std::span<const ${type}* const> ${function}() {
  static constexpr const ${type}* table[] = {
${entries}};
  return table;
}
}  // namespace ponte::${table_namespace}
")
  target_sources(${target} PRIVATE ${table_source})
endmacro()
