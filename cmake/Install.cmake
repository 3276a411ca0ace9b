# What `make install` puts under a prefix: the program, the runtimes that it opens, the library with its headers.
# Always in lib, whatever the distribution calls its library folder: the program looks in ../lib/ponte.

# All rooms in one archive. Static, because the libhdf5.a of distributions cannot become part of a shared library.
function(ponte_library)
  get_property(rooms GLOBAL PROPERTY PONTE_ROOMS)
  list(TRANSFORM rooms REPLACE "(.+)" "$<TARGET_OBJECTS:\\1>")
  add_library(ponte_library STATIC ${rooms})
  set_target_properties(ponte_library PROPERTIES OUTPUT_NAME ponte LINKER_LANGUAGE CXX)
  list(JOIN PONTE_ARCHIVES " " ponte_archives)
  configure_file(${CMAKE_SOURCE_DIR}/cmake/ponte.pc.in ${CMAKE_BINARY_DIR}/generated/ponte.pc @ONLY)
  install(TARGETS ponte_library ARCHIVE DESTINATION lib)
  install(FILES ${CMAKE_BINARY_DIR}/generated/ponte.pc DESTINATION lib/pkgconfig)
  install(DIRECTORY ${CMAKE_SOURCE_DIR}/include/ponte DESTINATION include)
endfunction()

function(ponte_program)
  install(TARGETS ponte RUNTIME DESTINATION bin)
  install(DIRECTORY ${PONTE_RUNTIME_DIR}/ DESTINATION lib/ponte OPTIONAL PATTERN fetched.txt EXCLUDE)
endfunction()
