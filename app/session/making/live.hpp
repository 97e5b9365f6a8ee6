// A program that runs while it is looked at: its recording grows.
#pragma once
#include "session/session.hpp"

namespace session {

// "uvicorn app:app runs", "... ended with exit code 1"
std::string words(Live const& live);

// Its log holds more, or is another one: `run` is made of it. Whoever stands at the newest moment stays
// there; whoever looks back stays where they are.
void grown(Session& session, std::shared_ptr<Run const> run);

} // namespace session
