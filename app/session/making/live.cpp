#include "session/making/live.hpp"

#include <utility>

namespace session {

std::string words(Live const& live) {
    if (live.gone) return live.program + " has ended";
    if (!live.exit_code) return live.program + (live.stops > 0 ? " is asked to stop" : " runs");
    if (*live.exit_code > 128)
        return live.program + " was ended by signal " + std::to_string(*live.exit_code - 128);
    return live.program + " ended with exit code " + std::to_string(*live.exit_code);
}

void grown(Session& session, std::shared_ptr<Run const> run) {
    bool const same = session.is_open() && session.run().log == run->log;
    bool const at_end = !session.is_open() || session.playback.position == session.run().size();
    auto const position = session.playback.position;
    if (same) {
        session.runs.front() = std::move(run);
        if (auto beside = std::exchange(session.beside, {})) // the two go together otherwise now
            show_beside(session, std::move(beside->run), beside->relation, std::move(beside->says));
    } else {
        auto const timeline = session.look.timeline;
        auto const unit = session.playback.unit;
        bool const was_open = session.is_open();
        auto live = session.live;
        open_run(session, std::move(run));
        session.live = std::move(live);
        session.playback.unit = was_open ? unit : replay::Unit::switch_;
        if (was_open) session.look.timeline = timeline;
    }
    move_to(session, at_end ? session.run().size() : position);
}

} // namespace session
