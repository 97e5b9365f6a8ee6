#include "tools/fuzz/generate.hpp"

#include "tools/fuzz/parts.hpp"

#include <algorithm>
#include <utility>

namespace fuzz {

Program Generator::generate() {
    int const size = std::min(random_.between(5, 60), random_.between(5, 60));
    int const functions = std::min(random_.between(1, 5), 1 + size / 5); // beside main
    program_.functions.resize(static_cast<std::size_t>(functions) + 1);
    cost_.assign(program_.functions.size(), 1);
    program_.slots = random_.between(1, 4);
    for (int i = 0; i < program_.slots; ++i) level_.push_back(random_.between(1, functions));
    program_.futures = random_.chance(45) ? random_.between(1, 2) : 0;
    program_.callbacks.resize(static_cast<std::size_t>(random_.chance(40) ? random_.between(1, 2) : 0));
    program_.handles = program_.callbacks.empty() ? 0 : 1;
    for (int i = random_.chance(50) ? random_.between(1, 3) : 0; i > 0; --i)
        program_.tools.push_back(random_tool());

    for (int i = static_cast<int>(program_.callbacks.size()) - 1; i >= 0; --i) {
        Surroundings around;
        around.function = -1;
        around.callback = i;
        auto& body = program_.callbacks[static_cast<std::size_t>(i)].body;
        for (int left = random_.between(1, 3); left > 0; --left) body.push_back(immediate(around));
    }
    for (int i = functions; i >= 0; --i) {
        int const share = size / (functions + 1);
        int left = std::max(2, i == 0 ? share + share / 2 : random_.between(share / 2, share + 1));
        Surroundings around;
        around.function = i;
        auto& body = program_.functions[static_cast<std::size_t>(i)].body;
        body = block(around, left);
        if (i > 0 && random_.chance(50)) body.push_back(return_value());
    }
    return std::move(program_);
}

MadeTool Generator::random_tool() {
    MadeTool made;
    made.tool = random_.any({Tool::lock, Tool::lock, Tool::event, Tool::condition, Tool::semaphore,
                             Tool::bounded_semaphore, Tool::queue, Tool::queue, Tool::lifo_queue,
                             Tool::priority_queue, Tool::barrier});
    switch (made.tool) {
    case Tool::semaphore:
    case Tool::bounded_semaphore: made.value = random_.any({0, 1, 1, 2}); break;
    case Tool::queue:
    case Tool::lifo_queue:
    case Tool::priority_queue: made.value = random_.any({0, 1, 1, 2}); break;
    case Tool::barrier: made.value = random_.any({1, 2, 2, 3}); break;
    default: break;
    }
    return made;
}

Program generate(std::uint64_t seed) { return Generator(seed).generate(); }

} // namespace fuzz
