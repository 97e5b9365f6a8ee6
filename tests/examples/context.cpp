// A value that follows a task: each works in a copy of the context it was made in.
#include "aio/python/context.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/sleep.hpp"

aio::ContextVar<std::string> const user("user");

aio::Coro<> serve(std::string name) {
    user.set(name);
    co_await aio::sleep(1);
    aio::print("serving", user.get());
}
aio::Coro<> both() {
    user.set("nobody");
    auto const ann = aio::create_task(serve("ann"));
    auto const bob = aio::create_task(serve("bob"));
    co_await ann;
    co_await bob;
    aio::print("here it is still", user.get());
}

int main() { aio::run(both()); }
