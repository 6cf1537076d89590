# How every file of ours is compiled: warnings are errors, and the same arithmetic on every processor.
find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

add_library(navette_rules INTERFACE)
target_compile_options(navette_rules INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Werror
  # One rounding per operation: with fused multiply-add the last bit would depend on the processor.
  -ffp-contract=off)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # gcc 12 warns of std::string's own operator+ (gcc bug 105651).
  target_compile_options(navette_rules INTERFACE -Wno-restrict)
endif()
target_include_directories(navette_rules INTERFACE ${CMAKE_SOURCE_DIR}/sim)
