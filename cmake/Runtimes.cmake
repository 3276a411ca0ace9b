# Inference runtimes: tools/setup puts their shared libraries into build/runtime, where the program finds them.
set(PONTE_RUNTIME_DIR ${CMAKE_SOURCE_DIR}/build/runtime)
if(NOT CMAKE_BINARY_DIR STREQUAL ${CMAKE_SOURCE_DIR}/build)
  file(CREATE_LINK ${PONTE_RUNTIME_DIR} ${CMAKE_BINARY_DIR}/runtime SYMBOLIC)
endif()
