# Inference runtimes: tools/setup puts their shared libraries into build/runtime, where the program finds them.
set(PONTE_RUNTIME_DIR ${CMAKE_SOURCE_DIR}/build/runtime)
if(NOT CMAKE_BINARY_DIR STREQUAL ${CMAKE_SOURCE_DIR}/build)
  file(CREATE_LINK ${PONTE_RUNTIME_DIR} ${CMAKE_BINARY_DIR}/runtime SYMBOLIC)
endif()

function(ponte_install)
  include(GNUInstallDirs)
  install(TARGETS ponte RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  # lib, whatever the distribution calls its library folder: the program looks in ../lib/ponte.
  install(DIRECTORY ${PONTE_RUNTIME_DIR}/ DESTINATION lib/ponte OPTIONAL PATTERN fetched.txt EXCLUDE)
  install(DIRECTORY ${CMAKE_SOURCE_DIR}/include/ponte DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
endfunction()
