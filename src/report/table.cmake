# The style and the script of pages go into the program.
set_source_files_properties(${CMAKE_SOURCE_DIR}/src/${room}/resources.cpp PROPERTIES
  COMPILE_DEFINITIONS "PONTE_REPORT=\"${CMAKE_SOURCE_DIR}/src/${room}\""
  OBJECT_DEPENDS "${CMAKE_SOURCE_DIR}/src/${room}/page.css;${CMAKE_SOURCE_DIR}/src/${room}/page.js"
  SKIP_PRECOMPILE_HEADERS ON)
