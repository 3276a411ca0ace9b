# Inference runtimes come from the packages that `make setup` has put under build/runtime; see tools/setup.
set(PONTE_RUNTIME_DIR ${CMAKE_BINARY_DIR}/runtime)

function(ponte_install)
  include(GNUInstallDirs)
  install(TARGETS ponte RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  install(DIRECTORY ${PONTE_RUNTIME_DIR}/ DESTINATION ${CMAKE_INSTALL_LIBDIR}/ponte OPTIONAL)
  install(DIRECTORY ${CMAKE_SOURCE_DIR}/include/ponte DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
endfunction()
