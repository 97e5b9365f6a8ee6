#include <trace/reader.hpp>

#include <cstdio>

int main(int, char** arguments) {
    auto const reading = trace::load(arguments[1]);
    if (!reading.problem.empty()) std::printf("damaged: %s\n", reading.problem.c_str());
    std::printf("%s, %s, exit code %d\n", reading.log.header().engine.c_str(),
                reading.log.source(1)->name.c_str(), reading.log.end()->exit_code);
    for (trace::Step step = 0; step < reading.log.size(); ++step) {
        auto const event = reading.log[step];
        if (event.kind != trace::Kind::coro_suspend) continue;
        auto const words = std::string(reading.log.text(event));
        std::printf("line %u: %s\n", event.line, words.c_str());
    }
}
