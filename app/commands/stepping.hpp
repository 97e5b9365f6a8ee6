// Where a step leads, and playing, which is stepping by itself.
#pragma once
#include "replay/steps.hpp"
#include "session/session.hpp"

#include <optional>
#include <string>

namespace session {

// Why a step by this unit can lead nowhere, and what to do; "" if it can.
std::string no_step(Session const& session, replay::Unit unit);
// "Predict first: ..." where a question waits: nobody steps past it. "" elsewhere.
std::string ask_first(Session const& session);

// The next stop of the unit, or of a question: where one is asked that waits for a prediction, and where a
// prediction meets its verdict. After the last comes the end of the run, so that it can always be reached;
// only after the last breakpoint there is none.
std::optional<replay::Position> stop_after(Session const& session, replay::Unit unit);
std::optional<replay::Position> stop_before(Session const& session, replay::Unit unit);

// On the stage: a class that is asked sees the question, whatever it looked at before; and one that has voted
// sees what came of it.
void bring_question(Session& session);

// One step of playing; false where it stops: at the end, at a question, at a breakpoint.
bool play_on(Session& session);

} // namespace session
