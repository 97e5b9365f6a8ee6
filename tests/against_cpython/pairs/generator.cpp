// Generators that only the program drives, held to CPython: by next, send, throw, close, `for`, `yield from`.
#include "pair.hpp"

using namespace aio;

TEST_CASE("pair: a generator driven by hand to its end and beyond") {
    struct Program {
        PlainGenerator<int> total() {
            line(2);
            int sum = 0;
            line(3);
            for (;;) {
                line(4);
                Object const got = co_yield sum;
                line(5);
                if (got.is_none()) {
                    line(6);
                    co_return sum;
                }
                line(7), sum += *got.as<int>();
                line(3);
            }
        }
    };
    char const* const python = R"(
def total():
    sum = 0
    while True:
        got = yield sum
        if got is None:
            return sum
        sum += got
gen = total()
try:
    gen.send(1)
except TypeError as error:
    print(error)
print(next(gen))
print(gen.send(2), gen.send(3))
for _ in range(2):
    try:
        next(gen)
    except StopIteration as stop:
        print("returned", stop.value)
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(8);
        auto gen = program.total();
        line(9);
        try {
            line(10), gen.send(1);
        } catch (TypeError const& error) {
            line(11), line(12), print(error.what());
        }
        line(13), print(gen.next());
        line(14);
        Object const first = gen.send(2);
        print(first, gen.send(3));
        line(15);
        for (int i = 0; i < 2; ++i) {
            line(16);
            try {
                line(17), gen.next();
            } catch (StopIteration const& stop) {
                line(18), line(19), print("returned", stop.value());
            }
            line(15);
        }
    });
}

TEST_CASE("pair: yield from passes on what is sent and thrown and gives the inner result") {
    struct Program {
        PlainGenerator<std::string> ask(std::string question) {
            std::string failed;
            line(2);
            try {
                line(3);
                Object const answer = co_yield question;
                line(4);
                co_return answer.str();
            } catch (ValueError const& error) {
                line(5);
                failed = error.what();
            }
            line(6);
            co_return "no " + failed;
        }
        PlainGenerator<> interview() {
            line(8);
            std::string const name = co_await ask("name?");
            line(9), print(name);
            line(10);
            std::string const city = co_await ask("city?");
            line(11), print(city);
            line(12);
            throw StopIteration("late");
        }
        PlainGenerator<> each() {
            line(14);
            auto inner = ask("first?");
            for (auto const& question : inner) {
                line(15);
                co_yield question.str() + "!";
                line(14);
            }
        }
    };
    char const* const python = R"(
def ask(question):
    try:
        answer = yield question
        return str(answer)
    except ValueError as error:
        return "no " + str(error)
def interview():
    name = yield from ask("name?")
    print(name)
    city = yield from ask("city?")
    print(city)
    raise StopIteration("late")
def each():
    for question in ask("first?"):
        yield question + "!"
gen = interview()
print(next(gen))
print(gen.send("Ada"))
try:
    gen.throw(ValueError("answer"))
except RuntimeError as error:
    print(error)
for text in each():
    print(text)
never = each()
try:
    never.throw(KeyError("before"))
except KeyError:
    print("came out")
print(list(never))
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(7), line(13);
        line(16);
        auto gen = program.interview();
        line(17), print(gen.next());
        line(18), print(gen.send("Ada"));
        line(19);
        try {
            line(20), gen.throw_(ValueError("answer"));
        } catch (RuntimeError const& error) {
            line(21), line(22), print(error.what());
        }
        line(23);
        {
            auto each = program.each();
            for (auto const& text : each) {
                line(24), print(text);
                line(23);
            }
        }
        line(25);
        auto never = program.each();
        line(26);
        try {
            line(27), never.throw_(KeyError("before"));
        } catch (KeyError const&) {
            line(28), line(29), print("came out");
        }
        line(30), print("[]");
    });
}

TEST_CASE("pair: a generator is closed by hand or when nobody holds it any more") {
    struct Program {
        PlainGenerator<> sink(std::string name) {
            bool closed = false;
            line(2);
            try {
                line(3);
                for (;;) {
                    line(4);
                    co_yield Object();
                    line(3);
                }
            } catch (GeneratorExit const&) {
                closed = true;
            }
            line(5);
            if (closed) line(6), print(name, "closed");
        }
        PlainGenerator<> stubborn() {
            line(8);
            bool closed = false;
            try {
                line(9);
                co_yield 1;
            } catch (GeneratorExit const&) {
                closed = true;
            }
            line(10);
            if (closed) {
                line(11);
                co_yield 2;
            }
        }
        PlainGenerator<> passes() {
            line(13);
            co_yield 1;
        }
    };
    char const* const python = R"(
def sink(name):
    try:
        while True:
            yield
    except GeneratorExit:
        print(name, "closed")
def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2
def passes():
    yield 1
first, second, third = sink("first"), sink("second"), sink("third")
next(first)
next(second)
first.close()
first.close()
third.close()
gen = stubborn()
next(gen)
try:
    gen.close()
except RuntimeError as error:
    print(error)
last = passes()
next(last)
last.close()
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(7), line(12);
        line(14);
        auto first = program.sink("first");
        auto second = std::make_unique<PlainGenerator<>>(program.sink("second"));
        auto third = program.sink("third");
        line(15), first.next();
        line(16), second->next();
        line(17), first.close();
        line(18), first.close();
        line(19), third.close();
        line(20);
        auto gen = program.stubborn();
        line(21), gen.next();
        line(22);
        try {
            line(23), gen.close();
        } catch (RuntimeError const& error) {
            line(24), line(25), print(error.what());
        }
        line(26);
        auto last = program.passes();
        line(27), last.next();
        line(28), last.close();
        second = nullptr;
    });
}

TEST_CASE("pair: generators stand between a coroutine and its driver or they are refused") {
    struct Program {
        PlainGenerator<> plain() {
            line(3);
            co_yield "signal";
        }
        Generator<> marked() {
            line(6);
            co_yield "signal";
        }
        Coro<> wait_on(int which) {
            line(8);
            if (which == 0)
                co_await plain();
            else
                co_await marked();
        }
    };
    char const* const python = R"(
import types
def plain():
    yield "signal"
@types.coroutine
def marked():
    yield "signal"
async def wait_on(which):
    await (plain, marked)[which]()
try:
    wait_on(0).send(None)
except TypeError as error:
    print(error)
waiting = wait_on(1)
print(waiting.send(None))
waiting.close()
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(4), line(7);
        line(9);
        try {
            line(10);
            auto refused = program.wait_on(0);
            refused.send();
        } catch (TypeError const& error) {
            line(11), line(12), print(error.what());
        }
        line(13);
        auto waiting = program.wait_on(1);
        line(14), print(waiting.send());
        line(15), waiting.close();
    });
}
