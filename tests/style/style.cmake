# What holds for the tree as a whole.
set(style ${CMAKE_CURRENT_SOURCE_DIR}/style)
add_test(NAME "style: no statement that g++ 12 miscompiles in coroutines"
         COMMAND ${Python3_EXECUTABLE} ${style}/coroutine_traps.py ${CMAKE_SOURCE_DIR})
add_test(NAME "style: every file is as clang-format leaves it" COMMAND bash ${style}/format.sh ${CMAKE_SOURCE_DIR})
set_tests_properties("style: every file is as clang-format leaves it" PROPERTIES SKIP_RETURN_CODE 77)

# The rules of the house; cmake/rooms.cmake is the table of rooms.
function(awaitscope_rule rule what)
  add_test(NAME "style: ${what}" COMMAND ${Python3_EXECUTABLE} -B ${style}/rooms.py ${CMAKE_SOURCE_DIR} ${rule})
endfunction()
awaitscope_rule(arrows "no include goes to a higher room")
awaitscope_rule(headers "every source has its own header or its folder's parts.hpp")
awaitscope_rule(sizes "no room and no file is too large")
awaitscope_rule(kinds "only replay says what an event means")
awaitscope_rule(tests "what ships includes nothing of the tests")
awaitscope_rule(public "a public header of the miniature has an example and one umbrella")
awaitscope_rule(graph "no includes of the runtime form a circle")
awaitscope_rule(names "no two headers make a type of one name in one namespace")
