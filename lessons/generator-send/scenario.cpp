#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_generator_send {

using namespace aio;

PlainGenerator<Object> averager() {
    std::int64_t total = 0;
    std::int64_t count = 0;
    Object average;
    line(2), local("total", total), local("count", count), local("average", average);
    line(3); // while
    for (;;) {
        line(4);
        Object const number = co_yield average;
        local("number", number);
        line(5);
        if (number.is_none()) {
            line(6);
            co_return average;
        }
        line(7), total += *number.as<std::int64_t>();
        local("total", total);
        line(8), ++count;
        local("count", count);
        line(9), average = static_cast<double>(total) / static_cast<double>(count);
        local("average", average);
        line(3);
    }
}

void scenario(lesson::ScenarioArguments const& given) {
    line(1); // def averager
    line(11);
    auto gen = averager();
    local("gen", gen);
    line(12);
    if (given.knobs.choice("primed") == "yes") {
        print("primed, yielded", gen.next());
    } else {
        try { // line 12
            line(12, 1), gen.send(10);
        } catch (TypeError const& error) {
            line(12, 2); // except
            line(12, 3), print(error.what());
        }
        line(12, 4), gen.next();
    }
    line(13); // for
    for (std::int64_t const number : {std::int64_t{10}, given.knobs.whole("second"), std::int64_t{60}}) {
        local("number", number);
        line(14);
        Object const average = gen.send(number);
        print("send", number, "-> yielded", average);
        line(13);
    }
    line(15);
    if (given.knobs.choice("end") == "close") {
        gen.close();
        line(15, 1), print("closed, no value came back");
        return;
    }
    try { // line 15
        line(16), gen.send({});
    } catch (StopIteration const& stop) {
        line(17); // except
        line(18), print("returned", stop.value());
    }
}

} // namespace lesson_generator_send
