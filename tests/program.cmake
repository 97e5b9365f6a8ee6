# The program as a person meets it: started, typed to, looked at. Every tests/program/test_*.py is one test.
file(GLOB program_tests CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/program/test_*.py)
foreach(file ${program_tests})
  get_filename_component(name ${file} NAME_WE)
  string(REGEX REPLACE "^test_" "" name ${name})
  add_test(NAME "program: ${name}" COMMAND ${Python3_EXECUTABLE} -B ${file})
  set_tests_properties("program: ${name}" PROPERTIES
    ENVIRONMENT "AWAITSCOPE=$<TARGET_FILE:awaitscope>;PYTHONPATH=${CMAKE_CURRENT_SOURCE_DIR}/program" TIMEOUT 300)
endforeach()

# The command line, as a person types it.
if(TARGET awaitscope)
  add_test(NAME "cli: what is typed and what comes back"
           COMMAND ${CMAKE_COMMAND} -E env AWAITSCOPE_PROGRAM=$<TARGET_FILE:awaitscope> PYTHONDONTWRITEBYTECODE=1
                   ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/cli/test_command_line.py)
  set_tests_properties("cli: what is typed and what comes back" PROPERTIES TIMEOUT 900)
endif()
