#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

#include <array>
#include <cctype>

namespace lesson_streams_echo {

using namespace aio;

std::string upper(Bytes const& text) {
    std::string out = text.data();
    for (char& c : out) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return out;
}

std::string strip(Bytes const& text) {
    std::string out = text.decode();
    while (!out.empty() && out.back() == '\n') out.pop_back();
    return out;
}

struct Module {
    lesson::Knobs const& knobs;

    Coro<> serve(StreamReader reader, StreamWriter writer) {
        local("reader", reader), local("writer", writer);
        line(4);
        Bytes const greeting = co_await reader.readline();
        std::string const name = strip(greeting);
        local("name", name);
        line(5), print("server: hello", name);
        for (;;) {
            line(6);
            Bytes const text = co_await reader.readline();
            if (text.empty()) break;
            line(7), writer.write(upper(text));
            line(8);
            co_await writer.drain();
        }
        line(9), print("server: bye", name);
        line(10), writer.close();
    }

    Coro<> client(int port, std::string name, double delay) {
        local("port", port), local("name", name), local("delay", delay);
        line(13);
        auto const [reader, writer] = co_await open_connection("127.0.0.1", port);
        local("reader", reader), local("writer", writer);
        line(14), writer.write(name + "\n");
        std::array<std::string, 2> const words = {"one", "two"};
        for (std::string const& word : words) {
            line(15), local("word", word);
            line(16);
            co_await sleep(delay);
            line(17), writer.write(word + "\n");
            line(18);
            Bytes const answer = co_await reader.readline();
            print(name + " got", strip(answer));
        }
        line(15);
        line(19), writer.close();
        line(20);
        co_await writer.wait_closed();
    }

    Coro<> main() {
        line(23);
        auto const handler = [this](StreamReader reader, StreamWriter writer) {
            return serve(reader, writer);
        };
        auto const server = co_await start_server(handler, "127.0.0.1", 0);
        local("server", server);
        line(24);
        int const port = server.sockets().front().getsockname().second;
        local("port", port);
        line(25);
        line(26);
        co_await client(port, "solo", 0.1);
        line(27);
        if (knobs.choice("clients") == "together") {
            Coro<> slow = client(port, "slow", 0.5);
            Coro<> fast = client(port, "fast", knobs.number("fast"));
            co_await gather(std::move(slow), std::move(fast));
        } else {
            co_await client(port, "slow", 0.5);
            line(27, 1);
            co_await client(port, "fast", knobs.number("fast"));
        }
        line(28);
        co_await sleep(0.1);
        line(25), server.close(); // the block ends
        co_await server.wait_closed();
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1);  // import asyncio
    line(3);  // async def serve
    line(12); // async def client
    line(22); // async def main
    Module module{given.knobs};
    line(30), run(module.main());
}

} // namespace lesson_streams_echo
