# The miniature as a library of other people's programs.

# A small program for each header of runtime/aio, which it includes first: compiled, run, and what it prints compared.
# Without optimisation: a debug build is what a person who tries the library has.
file(GLOB examples CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/examples/*.cpp)
foreach(source ${examples})
  get_filename_component(name ${source} NAME_WE)
  add_executable(example_${name} ${source})
  target_link_libraries(example_${name} PRIVATE aio test_options)
  awaitscope_precompiled(example_${name})
  add_test(NAME "examples: ${name}"
           COMMAND ${CMAKE_COMMAND} -DPROGRAM=$<TARGET_FILE:example_${name}>
                   -DEXPECTED=${CMAKE_CURRENT_SOURCE_DIR}/examples/${name}.txt
                   -P ${CMAKE_CURRENT_SOURCE_DIR}/examples/check.cmake)
endforeach()

# Installed into a folder, found by a project that knows nothing of this one, and the program beside it used from there.
set(installed "")
if(TARGET awaitscope)
  set(installed -DPROGRAM=bin/awaitscope)
endif()
if(AWAITSCOPE_SANITIZE)
  list(APPEND installed "-DFLAGS=-fsanitize=address,undefined")
endif()
add_test(NAME "install: a program of somebody else's finds the library, records itself and is read again"
         COMMAND ${CMAKE_COMMAND} -DBUILD=${CMAKE_BINARY_DIR} -DFOLDER=${CMAKE_CURRENT_BINARY_DIR}/install
                 -DVISITOR=${CMAKE_CURRENT_SOURCE_DIR}/install/visitor -DREADME=${CMAKE_SOURCE_DIR}/README.md -DCOMPILER=${CMAKE_CXX_COMPILER}
                 -DGENERATOR=${CMAKE_GENERATOR} ${installed} -P ${CMAKE_CURRENT_SOURCE_DIR}/install/check.cmake)
set_tests_properties("install: a program of somebody else's finds the library, records itself and is read again"
                     PROPERTIES TIMEOUT 600 ENVIRONMENT "ASAN_OPTIONS=detect_leaks=0")
