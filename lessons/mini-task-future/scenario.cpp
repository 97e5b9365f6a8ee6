#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

#include <deque>
#include <functional>
#include <memory>

namespace lesson_mini_task_future {

using namespace aio;

struct TheTask;

// task.step, as the ready queue holds it
struct Step {
    TheTask* of;
};
std::string repr(Step const&) { return "<bound method Task.step of <__main__.Task object>>"; }

// The error, as Python writes it.
struct Stopped {
    std::string written;
};
std::string repr(Stopped const& stopped) { return stopped.written; }

std::vector<Step> const none;

// The module's queue. It is shown whenever it holds something else than before.
class Ready {
  public:
    void extend(std::vector<Step> const& steps) {
        waiting_.insert(waiting_.end(), steps.begin(), steps.end());
        if (changed()) module_local("ready", waiting_);
    }
    Step pop() {
        Step const first = waiting_.front();
        waiting_.erase(waiting_.begin());
        if (changed()) local("ready", waiting_);
        return first;
    }
    bool empty() const { return waiting_.empty(); }

  private:
    bool changed() {
        std::string text = aio::repr(waiting_);
        return std::exchange(shown_, text) != text;
    }

    std::vector<Step> waiting_;
    std::string shown_ = "[]";
};

// The program's class Future.
struct TheFuture {
    Ready& ready;
    Object result;
    bool done = false;
    std::vector<Step> callbacks;

    explicit TheFuture(Ready& queue) : ready(queue) {}
    void init() {
        FunctionFrame const frame;
        line(4);
    }
    void set_result(Object value) {
        FunctionFrame const frame;
        line(6), local("value", value), result = std::move(value), done = true;
        line(7), ready.extend(callbacks);
    }
    Generator<Object> wait() {
        line(9);
        if (!done) {
            line(10);
            co_yield this;
        }
        line(11);
        co_return result;
    }
    auto operator co_await() { return awaiting(wait()); }
};

// The program's class Task.
struct TheTask : TheFuture {
    std::function<Object(Object)> send;
    std::function<void()> drop;

    using TheFuture::TheFuture;
    template <typename T>
    void init(Coro<T> coro) {
        auto const held = std::make_shared<std::optional<Coro<T>>>(std::move(coro));
        FunctionFrame const frame;
        line(14), TheFuture::init();
        line(15), send = [held](Object value) { return (*held)->send(std::move(value)); };
        drop = [held] { held->reset(); };
        line(16), ready.extend({{this}});
    }
    void step() {
        FunctionFrame const frame;
        Object waiting_on;
        line(18); // try
        try {
            line(19), waiting_on = send({});
        } catch (StopIteration const& stop) {
            line(20); // except
            local("stop", Stopped{"StopIteration(" + stop.arguments_repr() + ")"});
            line(21), set_result(stop.value());
            return;
        }
        line(23);
        if (waiting_on.is_none()) // only under a wrong model
            throw RuntimeError("AttributeError: 'NoneType' object has no attribute 'callbacks'");
        (*waiting_on.as<TheFuture*>())->callbacks.push_back({this});
    }
};

std::string repr(TheFuture const&) { return "<__main__.Future object>"; }
std::string repr(TheTask const&) { return "<__main__.Task object>"; }

struct Module {
    lesson::Knobs const& knobs;
    Ready ready;
    TheFuture future{ready};
    std::deque<TheTask> tasks;

    explicit Module(lesson::Knobs const& given) : knobs(given) {}
    Coro<std::int64_t> child(TheFuture& fut) {
        line(26), print("child waits for the future");
        line(27);
        Object const got = co_await fut;
        if (got.is_none()) throw TypeError("unsupported operand type(s) for *: 'NoneType' and 'int'");
        co_return *got.as<std::int64_t>() * 2;
    }
    Coro<> parent(TheTask& task) {
        line(29), print("parent waits for the child");
        line(30);
        Object const got = co_await task;
        print("parent got", got);
    }
    Coro<> setter(TheFuture& fut) {
        line(32), print("setter fires");
        line(33), fut.set_result(knobs.whole("value"));
        co_return;
    }
    template <typename T>
    TheTask& make(Coro<T> coro) {
        TheTask& task = tasks.emplace_back(ready);
        task.init(std::move(coro));
        return task;
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    std::string const& when = given.knobs.choice("setter");
    line(1);
    Module module(given.knobs);
    local("ready", none);
    line(2), line(3), line(5), line(8); // class Future
    line(12), line(13), line(17);       // class Task
    line(25);                           // async def child
    line(28);                           // async def parent
    line(31);                           // async def setter
    line(35), module.future.init();
    if (when == "first") {
        line(36), module.make(module.setter(module.future));
        line(36, 1);
        TheTask& task = module.make(module.child(module.future));
        line(36, 2), module.make(module.parent(task));
    } else {
        line(36);
        TheTask& task = module.make(module.child(module.future));
        line(37), module.make(module.parent(task));
        if (when == "last") line(38), module.make(module.setter(module.future));
    }
    line(39);
    while (!module.ready.empty()) {
        line(40), module.ready.pop().of->step();
        line(39);
    }
    for (TheTask& task : module.tasks) task.drop(); // as Python's collector finds them
}

} // namespace lesson_mini_task_future
