# cmake -DBUILD=... -DFOLDER=... -DVISITOR=... -DREADME=... -DCOMPILER=... -DGENERATOR=... [-DPROGRAM=bin/awaitscope] [-DFLAGS=...]
# -P check.cmake: installs BUILD below FOLDER, builds and runs the project VISITOR against what was installed, and opens
# the trace that it wrote. Each C++ program in README is built with it and run, too.

# step(WHAT COMMAND...): runs it; its standard output is then in `printed`, its standard error in `complaints`.
function(step what)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY ${FOLDER} RESULT_VARIABLE exit_code
                  OUTPUT_VARIABLE output ERROR_VARIABLE errors)
  if(NOT exit_code EQUAL 0)
    message(FATAL_ERROR "${what}: exit code ${exit_code}\n${output}${errors}")
  endif()
  set(printed "${output}" PARENT_SCOPE)
  set(complaints "${errors}" PARENT_SCOPE)
endfunction()

function(expect text in)
  string(FIND "${in}" "${text}" place)
  if(place EQUAL -1)
    message(FATAL_ERROR "There is no `${text}` in:\n${in}")
  endif()
endfunction()

file(REMOVE_RECURSE ${FOLDER})
file(MAKE_DIRECTORY ${FOLDER})
set(prefix ${FOLDER}/usr)
if(PROGRAM)
  step("Installing" ${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix})
else()
  step("Installing the library" ${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix} --component library)
endif()

# The programs of README: what stands between ```cpp and ```.
file(READ ${README} page)
string(REPLACE ";" "\\;" page "${page}")
string(REGEX MATCHALL "```cpp\n[^`]*```" snippets "${page}")
set(written "")
foreach(snippet IN LISTS snippets)
  string(REGEX REPLACE "^```cpp\n|```$" "" snippet "${snippet}")
  list(LENGTH written number)
  file(WRITE ${FOLDER}/readme/readme_${number}.cpp "${snippet}")
  list(APPEND written readme_${number})
endforeach()
if(NOT written)
  message(FATAL_ERROR "There is no C++ in ${README}")
endif()

step("Configuring" ${CMAKE_COMMAND} -S ${VISITOR} -B ${FOLDER}/build -G ${GENERATOR} -DCMAKE_PREFIX_PATH=${prefix}
     -DCMAKE_CXX_COMPILER=${COMPILER} -DCMAKE_CXX_FLAGS=${FLAGS} -DREADME_PROGRAMS=${FOLDER}/readme)
step("Building" ${CMAKE_COMMAND} --build ${FOLDER}/build)
step("Running" ${FOLDER}/build/visit ${FOLDER}/visit.awt)
expect("['slow', 'fast']" "${printed}")
step("Reading" ${FOLDER}/build/read_back ${FOLDER}/visit.awt)
expect("miniature, visit.cpp, exit code 0" "${printed}")
expect("line 4: sleep(2)" "${printed}")
expect("gather of t2 t3" "${printed}")

foreach(program IN LISTS written)
  step("Running ${program} of README" ${FOLDER}/build/${program})
endforeach()
expect("hello" "${printed}")

if(PROGRAM)
  # Marks show that what was installed is used, not what lies in the tree it was built from.
  file(READ ${prefix}/share/awaitscope/lessons/gather-order/lesson.toml lesson)
  string(REGEX REPLACE "\ntitle = [^\n]*" "\ntitle = \"The installed lesson\"" lesson "${lesson}")
  file(WRITE ${prefix}/share/awaitscope/lessons/gather-order/lesson.toml "${lesson}")
  file(READ ${prefix}/share/awaitscope/recorder/record.py recorder)
  file(WRITE ${prefix}/share/awaitscope/recorder/record.py "import sys; print('installed', file=sys.stderr)\n${recorder}")
  file(WRITE ${FOLDER}/program.py "import asyncio\nasync def main():\n    await asyncio.sleep(1)\nasyncio.run(main())\n")

  step("Checking" ${prefix}/${PROGRAM} check visit.awt)
  expect("exit code 0" "${printed}")
  step("Listing" ${prefix}/${PROGRAM} lessons)
  expect("The installed lesson" "${printed}")
  step("Recording" ${prefix}/${PROGRAM} record program.py)
  expect("installed" "${complaints}")
endif()
