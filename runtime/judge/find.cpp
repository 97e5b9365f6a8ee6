#include "judge/find.hpp"

#include <cstdlib>
#include <utility>

namespace judge {
namespace fs = std::filesystem;

namespace {

std::string chosen() { // "": none is
    char const* const name = std::getenv("AWAITSCOPE_PYTHON");
    return name ? name : "";
}

} // namespace

std::vector<std::string> names_in_path() {
    if (auto name = chosen(); !name.empty()) return {std::move(name)};
    return {"python3", "python3.11", "python3.12", "python3.13"};
}

std::unique_ptr<Warm> find(fs::path const& recorder, Versions const& versions,
                           std::vector<std::string> const& names) {
    require_recorder(recorder);
    for (auto const& name : names) {
        try {
            auto python = std::make_unique<Warm>(name, recorder);
            if (versions.hold(python->version())) return python;
        } catch (Error const&) {
            continue; // it is none
        }
    }
    return nullptr;
}

std::unique_ptr<Warm> start(std::string const& named, fs::path const& recorder, Versions const& versions) {
    std::string const name = named.empty() ? chosen() : named;
    if (name.empty()) {
        if (auto found = find(recorder)) return found;
        throw Error(std::string("There is no Python here of a version that the miniature follows (") +
                    aio::followed_versions +
                    "). Install one (sudo apt-get install python3), or name one with --python.");
    }
    auto python = std::make_unique<Warm>(name, recorder);
    if (!versions.hold(python->version()))
        throw Error(name + " is Python " + to_string(python->version()) + ", and the miniature follows " +
                    aio::followed_versions + "; name another with --python.");
    return python;
}

} // namespace judge
