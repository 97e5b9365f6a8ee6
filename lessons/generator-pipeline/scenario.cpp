#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_generator_pipeline {

using namespace aio;

// lambda n: n % 2 == 0
struct Test {
    std::int64_t rest;

    bool operator()(std::int64_t n) const { return n % 2 == rest; }
};
std::string repr(Test const&) { return "<function <lambda>>"; }

struct Module {
    lesson::Knobs const& knobs;

    PlainGenerator<> sink(std::string name) {
        std::vector<std::int64_t> kept;
        line(2), local("kept", kept);
        line(3); // try
        try {
            line(4); // while
            for (;;) {
                line(5);
                Object const item = co_yield Object();
                kept.push_back(*item.as<std::int64_t>());
                local("kept", kept);
                line(4);
            }
        } catch (GeneratorExit const&) {
            line(6); // except
            line(7), print(name, "closed with", kept);
        }
    }
    PlainGenerator<> keep_if(Test test, PlainGenerator<>& target) {
        line(10); // try
        try {
            line(11); // while
            for (;;) {
                line(12);
                Object const item = co_yield Object();
                local("item", item);
                line(13), print("filter sees", item);
                line(14); // if
                if (test(*item.as<std::int64_t>())) line(15), target.send(item);
                line(11);
            }
        } catch (GeneratorExit const&) {
            line(16); // except
            line(17), print("filter closing");
            if (knobs.choice("closes") == "yes") line(18), target.close();
        }
    }
    static PlainGenerator<> primed(PlainGenerator<> gen) {
        FunctionFrame const frame;
        line(21), local("gen", gen), gen.next();
        line(22);
        return gen;
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    bool const even = given.knobs.choice("keeps") == "even";
    line(1);  // def sink
    line(9);  // def keep_if
    line(20); // def primed
    Module module{given.knobs};
    line(24);
    auto out = Module::primed(module.sink(even ? "evens" : "odds"));
    local("out", out);
    line(25);
    auto pipe = Module::primed(module.keep_if(Test{even ? 0 : 1}, out));
    local("pipe", pipe);
    line(26); // for
    for (std::int64_t number = 1; number < given.knobs.whole("end"); ++number) {
        local("number", number);
        line(27), pipe.send(number);
        line(26);
    }
    line(28), pipe.close();
}

} // namespace lesson_generator_pipeline
