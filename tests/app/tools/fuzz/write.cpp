#include "support/catch.hpp"
#include "tools/fuzz/expression.hpp"
#include "tools/fuzz/interpret.hpp"
#include "tools/fuzz/write_python.hpp"

#include <algorithm>

using namespace fuzz;

namespace {

Statement printed(std::string text) {
    Statement statement;
    statement.text = std::move(text);
    return statement;
}

Statement awaited(Expression expression) {
    Statement statement;
    statement.what = Do::await_;
    statement.expression = std::move(expression);
    return statement;
}

Expression slept(double seconds) {
    Expression expression;
    expression.limit = seconds;
    return expression;
}

Expression slot(int index) {
    Expression expression;
    expression.make = Make::slot;
    expression.index = index;
    return expression;
}

Program program_of(std::vector<Statement> main) {
    Program program;
    program.functions.push_back({std::move(main), 0});
    program.slots = 2;
    return program;
}

std::string printed_by(trace::Log const& log) {
    std::string out;
    for (trace::Step step = 0; step < log.size(); ++step)
        if (log[step].kind == trace::Kind::print) out += log.text(log[step]);
    return out;
}

} // namespace

TEST_CASE("A program is written one statement a line and each statement knows its line") {
    Statement block;
    block.what = Do::try_;
    block.body.push_back(awaited(slept(0.5)));
    Statement handler;
    handler.what = Do::handler;
    handler.error = Error::cancelled_error;
    handler.named = true;
    handler.body.push_back(printed("caught"));
    block.handlers.push_back(handler);
    block.otherwise.push_back(printed("last"));
    auto program = program_of({block, printed("end")});
    CHECK(write_python(program) == "import asyncio\n"
                                   "s = [None] * 2\n"
                                   "async def main(n):\n"
                                   "    try:\n"
                                   "        await asyncio.sleep(0.5)\n"
                                   "    except asyncio.CancelledError as e:\n"
                                   "        print(repr(e))\n"
                                   "        print('caught', n)\n"
                                   "    finally:\n"
                                   "        print('last', n)\n"
                                   "    print('end', n)\n"
                                   "asyncio.run(main(2))\n");
    auto const& main = program.functions[0].body;
    CHECK(main[0].line == 4);
    CHECK(main[0].handlers[0].line == 6);
    CHECK(main[0].otherwise[0].line == 10);
    CHECK(main[1].line == 11);
    CHECK(program.line == 12);
}

TEST_CASE("What uses a slot is only done if there is something in it") {
    Expression gather;
    gather.make = Make::gather;
    gather.of = {slot(1), slept(1), slot(0), slot(1)};
    auto program = program_of({awaited(gather), printed("end")});
    auto const python = write_python(program);
    CHECK(python.find("    if s[1] and s[0]:\n"
                      "        await asyncio.gather(s[1], asyncio.sleep(1), s[0], s[1])\n") !=
          std::string::npos);
    CHECK(printed_by(run_on_miniature(program, python)) == "end 2\n");
}

TEST_CASE("A function is called by its name in traces as in the text") {
    Expression call;
    call.make = Make::call;
    call.index = 1;
    call.number = {true, 1};
    auto program = program_of({awaited(call)});
    program.functions.push_back({{printed("inside")}, 0});
    auto const python = write_python(program);
    CHECK(python.find("    await f1(n + 1)\n") != std::string::npos);
    auto const log = run_on_miniature(program, python);
    std::vector<std::string> labels;
    for (trace::Step step = 0; step < log.size(); ++step)
        if (log[step].kind == trace::Kind::coro_create) labels.emplace_back(log.text(log[step]));
    CHECK(labels == std::vector<std::string>{"main(2)", "f1(3)"});
    CHECK(printed_by(log) == "inside 3\n");
}

TEST_CASE("Return break and raise in finally take the place of what went on") {
    Statement raises;
    raises.what = Do::raise;
    raises.text = "lost";
    Statement leaves;
    leaves.what = Do::break_;
    Statement block;
    block.what = Do::try_;
    block.body.push_back(raises);
    block.otherwise.push_back(leaves);
    Statement loop;
    loop.what = Do::loop;
    loop.index = 3;
    loop.body.push_back(printed("pass"));
    loop.body.push_back(block);
    auto program = program_of({loop, printed("end")});
    auto const python = write_python(program);
    auto const log = run_on_miniature(program, python);
    CHECK(printed_by(log) == "pass 2\nend 2\n");
    REQUIRE(log.end());
    CHECK(log.end()->exit_code == 0);
}

TEST_CASE("A jump without its block and a name without its thing make no whole program") {
    Statement leaves;
    leaves.what = Do::break_;
    CHECK_FALSE(is_whole(program_of({leaves})));
    CHECK_FALSE(is_whole(program_of({})));
    CHECK_FALSE(is_whole(program_of({awaited(slot(2))})));
    CHECK(is_whole(program_of({awaited(slot(1))})));
    Expression call;
    call.make = Make::call;
    call.index = 1;
    CHECK_FALSE(is_whole(program_of({awaited(call)})));
}
