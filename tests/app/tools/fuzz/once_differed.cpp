// Programs that differed once, as small as they could be made.
#include "judge/find.hpp"
#include "support/catch.hpp"
#include "tools/fuzz/check.hpp"

using namespace fuzz;

namespace {

using Body = std::vector<Statement>;

Statement statement(Do what, Body body = {}) {
    Statement made;
    made.what = what;
    made.body = std::move(body);
    return made;
}

Expression expression(Make make, std::vector<Expression> of = {}) {
    Expression made;
    made.make = make;
    made.of = std::move(of);
    return made;
}

Expression call(int function) {
    auto made = expression(Make::call);
    made.index = function;
    return made;
}

Expression slept(double seconds) {
    auto made = expression(Make::sleep);
    made.limit = seconds;
    return made;
}

Expression limited(Expression what, double limit) {
    auto made = expression(Make::wait_for, {std::move(what)});
    made.limit = limit;
    return made;
}

Statement awaited(Expression what) {
    auto made = statement(Do::await_);
    made.expression = std::move(what);
    return made;
}

Statement store(Make make, Expression coroutine) {
    auto made = statement(Do::store);
    made.expression = expression(make, {std::move(coroutine)});
    return made;
}

Statement raise_error() { return statement(Do::raise); }

Statement try_(Body body, Body finally) {
    auto made = statement(Do::try_, std::move(body));
    made.otherwise = std::move(finally);
    return made;
}

Statement try_except(Body body, Error error, Body handler) {
    auto made = statement(Do::try_, std::move(body));
    made.handlers.push_back(statement(Do::handler, std::move(handler)));
    made.handlers.back().error = error;
    return made;
}

// `main`, then the functions it calls by their numbers from 1 on; there is one slot.
void require_agreement(std::vector<Body> functions) {
    Program program;
    program.slots = 1;
    for (auto& body : functions) program.functions.push_back({std::move(body), 0});
    auto const python = std::shared_ptr(judge::start("", AWAITSCOPE_ROOT "/recorder/record.py"));
    auto const checked = std::move(check({std::move(program)}, judge_of(python)).front());
    INFO(checked.python);
    CHECK(checked.comparison.compared > 20);
    if (!checked.comparison.agree) FAIL(checked.comparison.difference->text);
}

} // namespace

TEST_CASE("once differed: a group that shuts down is offered a coroutine") {
    Body const offered = {store(Make::group_task, call(2))};
    Body const block = {store(Make::group_task, call(1)), try_({awaited(slept(1))}, offered)};
    require_agreement({Body{statement(Do::group, block)}, Body{raise_error()}, Body{statement(Do::print)}});
}

TEST_CASE("once differed: a gather fails in the last turn of the shutdown") {
    Body const stopped = {try_({awaited(slept(1))}, {store(Make::create_task, call(2))})};
    Body const last = {awaited(expression(Make::gather, {limited(slept(0), 0)}))};
    require_agreement({Body{store(Make::create_task, call(1))}, stopped, last});
}

TEST_CASE("once differed: an await ends a block that handles its exception in a finally") {
    Body const finally = {
        try_except({awaited(expression(Make::slot))}, Error::value_error, {statement(Do::print)})};
    Body const main = {try_({store(Make::create_task, call(1)), awaited(call(1))}, finally)};
    require_agreement({main, Body{awaited(limited(slept(1), -1))}});
}
