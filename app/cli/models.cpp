#include "aio/base/model.hpp"
#include "cli/parts.hpp"

#include <algorithm>
#include <cstdio>

namespace cli {
namespace {

int print_models() {
    std::size_t width = 0;
    for (aio::WrongModel const& model : aio::wrong_models()) width = std::max(width, model.name.size());
    for (aio::WrongModel const& model : aio::wrong_models())
        std::printf("%-*s  %s\n", static_cast<int>(width), std::string(model.name).c_str(),
                    std::string(model.belief).c_str());
    return exit_good;
}

} // namespace

Command models_command() {
    return {"models",
            "Lists wrong models of asyncio that people hold; run --model shows a lesson as if one were true",
            "",
            "awaitscope models",
            {},
            print_models};
}

} // namespace cli
