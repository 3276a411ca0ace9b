# The font of labels goes into the program, so that pictures look the same on every machine.
find_file(PONTE_FONT DejaVuSans.ttf REQUIRED
  PATHS /usr/share/fonts/truetype/dejavu /usr/share/fonts/dejavu /usr/share/fonts/dejavu-sans-fonts
        /usr/share/fonts/TTF)
set_source_files_properties(${CMAKE_SOURCE_DIR}/src/${room}/font_data.cpp PROPERTIES
  COMPILE_DEFINITIONS "PONTE_FONT=\"${PONTE_FONT}\"" OBJECT_DEPENDS ${PONTE_FONT}
  SKIP_PRECOMPILE_HEADERS ON)

# The sums of masks become vector code at this level.
set_source_files_properties(${CMAKE_SOURCE_DIR}/src/${room}/masks.cpp PROPERTIES
  COMPILE_OPTIONS -O3 SKIP_PRECOMPILE_HEADERS ON)

# One file per set of instructions, with the same functions in each.
set_source_files_properties(${CMAKE_SOURCE_DIR}/src/${room}/resize_avx2.cpp PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
