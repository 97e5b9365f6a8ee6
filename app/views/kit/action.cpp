#include "views/kit/action.hpp"

#include <utility>

ui::Action ui::command(session::Command command) { return command; }

ui::Action ui::seek(replay::Position position) { return session::Command(session::command::Seek{position}); }

ui::Action ui::select(trace::ObjectId id) { return session::Command(session::command::Select{id}); }
