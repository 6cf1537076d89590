# navette_layer(NAME [LEFT layer...] [USES library...])
# One static library per layer, of all its sources. LEFT: layers it may include; they are passed on to its users.
# USES: third parties, private to the layer's sources.
function(navette_layer name)
  cmake_parse_arguments(ARG "" "" "LEFT;USES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cpp)
  add_library(navette_${name} STATIC ${sources})
  target_link_libraries(navette_${name} PUBLIC navette_rules)
  foreach(left IN LISTS ARG_LEFT)
    target_link_libraries(navette_${name} PUBLIC navette_${left})
  endforeach()
  target_link_libraries(navette_${name} PRIVATE ${ARG_USES})
  navette_precompile(navette_${name})
endfunction()
