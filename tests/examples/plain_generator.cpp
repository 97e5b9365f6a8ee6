// Generators that only the program drives: what is sent goes through `yield from` into the innermost one.
#include "aio/protocols/plain_generator.hpp"

aio::PlainGenerator<std::string> ask(std::string question) {
    aio::Object const answer = co_yield question;
    co_return answer.str() + "!";
}

aio::PlainGenerator<std::string> interview() {
    std::string const name = co_await ask("name?");
    std::string const city = co_await ask("city?");
    co_return name + " of " + city;
}

int main() {
    auto gen = interview();
    aio::print(gen.next());
    aio::print(gen.send("Ada"));
    try {
        gen.send("London");
    } catch (aio::StopIteration const& stop) {
        aio::print(stop.value());
    }
}
