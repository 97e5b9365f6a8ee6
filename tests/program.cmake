# The program as a person meets it: started, typed to, looked at. Every tests/app/program/test_*.py is one test.
# LeakSanitizer's tracer crashes now and then on the threads of Mesa, which these programs start many times; leaks are
# looked for in test_studio, which runs the same code in its own process.
set(no_leak_check "ASAN_OPTIONS=detect_leaks=0:detect_stack_use_after_return=1")
file(GLOB program_tests CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/app/program/test_*.py)
foreach(file ${program_tests})
  get_filename_component(name ${file} NAME_WE)
  string(REGEX REPLACE "^test_" "" name ${name})
  add_test(NAME "program: ${name}" COMMAND ${Python3_EXECUTABLE} -B ${file})
  set_tests_properties("program: ${name}" PROPERTIES
    ENVIRONMENT "${no_leak_check};AWAITSCOPE=$<TARGET_FILE:awaitscope>;PYTHONPATH=${CMAKE_CURRENT_SOURCE_DIR}/app/program" TIMEOUT 300)
endforeach()

# The command line, as a person types it.
if(TARGET awaitscope)
  foreach(file IN ITEMS command_line runs)
    set(name "cli: what is typed and what comes back")
    if(file STREQUAL runs)
      set(name "cli: runs in other orders, compared, diagnosed")
    endif()
    add_test(NAME ${name} COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_SOURCE_DIR}/app/cli/test_${file}.py)
    set_tests_properties(${name} PROPERTIES TIMEOUT 900 ENVIRONMENT "${no_leak_check};AWAITSCOPE_PROGRAM=$<TARGET_FILE:awaitscope>")
  endforeach()
endif()

# The studio in a real window: an X server without a screen, a pointer and a keyboard without hands.
find_program(XVFB_PROGRAM Xvfb)
find_program(XDOTOOL_PROGRAM xdotool)
if(TARGET awaitscope AND XVFB_PROGRAM AND XDOTOOL_PROGRAM)
  file(GLOB ui_tests CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/app/window/*.cpp)
  add_executable(test_ui ${ui_tests} support/driver.cpp)
  target_compile_definitions(test_ui PRIVATE XVFB_PROGRAM="${XVFB_PROGRAM}" XDOTOOL_PROGRAM="${XDOTOOL_PROGRAM}"
                                             AWAITSCOPE_PROGRAM="$<TARGET_FILE:awaitscope>")
  target_link_libraries(test_ui PRIVATE studio shell process test_options Catch2::Catch2WithMain)
  awaitscope_precompiled(test_ui)
  set_source_files_properties(app/window/pixels.cpp PROPERTIES COMPILE_OPTIONS -O2 SKIP_PRECOMPILE_HEADERS ON)
  add_dependencies(test_ui awaitscope)
  catch_discover_tests(test_ui TEST_PREFIX "ui: " PROPERTIES ENVIRONMENT "${no_leak_check}" TIMEOUT 240)
else()
  message(STATUS "No test of the window: it needs xvfb and xdotool (./run test installs them)")
endif()
