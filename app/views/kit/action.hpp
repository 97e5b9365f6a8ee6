// What a click asks for: a Command of the session, or something about the screen alone.
#pragma once
#include "commands/command.hpp"

#include <string>
#include <variant>

namespace ui {

struct OpenMenu { // or closes it if it is open; "": closes whichever is open
    std::string name;
    bool operator==(OpenMenu const&) const = default;
};

using Action = std::variant<std::monostate, session::Command, OpenMenu>;

Action command(session::Command command);
Action seek(replay::Position position);
Action select(trace::ObjectId id);

} // namespace ui
