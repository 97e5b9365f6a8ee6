#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

#include <deque>
#include <tuple>

namespace lesson_round_robin_loop {

using namespace aio;

struct Ready {
    std::deque<PlainGenerator<>*> chores;
};
std::string repr(Ready const& ready) {
    std::vector<ObjectId> ids;
    ids.reserve(ready.chores.size());
    for (auto const* chore : ready.chores) ids.push_back(chore->id());
    return "deque(" + aio::repr(ids) + ")";
}

struct Module {
    lesson::Knobs const& knobs;

    PlainGenerator<> chore(std::string name, std::int64_t steps) {
        bool const gives_way = name != "wash" || knobs.choice("wash") == "yields";
        line(4); // for
        for (std::int64_t i = 1; i <= steps; ++i) {
            local("i", i);
            line(5), print(name, "step", i);
            if (knobs.choice("wash") == "yields") {
                line(6);
                co_yield Object();
            } else {
                line(5, 1); // if
                if (gives_way) {
                    line(5, 2);
                    co_yield Object();
                }
            }
            line(4);
        }
        if (knobs.choice("wash") == "yields") co_return;
        line(5, 3);
        co_yield Object();
    }
    void run_all(std::vector<PlainGenerator<>> chores) const {
        FunctionFrame const frame;
        bool const first_in_first_out = knobs.choice("queue") == "fifo";
        Ready ready;
        for (auto& chore : chores) ready.chores.push_back(&chore);
        line(9), local("ready", ready);
        line(10); // while
        while (!ready.chores.empty()) {
            line(11);
            auto* const task = first_in_first_out ? ready.chores.front() : ready.chores.back();
            if (first_in_first_out)
                ready.chores.pop_front();
            else
                ready.chores.pop_back();
            local("ready", ready), local("task", *task);
            bool over = false;
            line(12); // try
            try {
                line(13), task->next();
            } catch (StopIteration const&) {
                over = true;
            }
            if (over) {
                line(14); // except
                line(15);
            } else {
                line(16), ready.chores.push_back(task);
                local("ready", ready);
            }
            line(10);
        }
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1); // from collections import deque
    line(3); // def chore
    line(8); // def run
    Module module{given.knobs};
    line(18);
    std::vector<PlainGenerator<>> chores;
    chores.push_back(module.chore("wash", given.knobs.whole("steps")));
    chores.push_back(module.chore("cook", 1));
    chores.push_back(module.chore("call", 2));
    module.run_all(std::move(chores));
    line(19), print("all done");
}

} // namespace lesson_round_robin_loop
