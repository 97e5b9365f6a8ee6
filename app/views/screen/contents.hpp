// The panels of a session as contents, made again only when what they show has changed.
#pragma once
#include "replay/interest.hpp"
#include "session/session.hpp"
#include "views/kit/highlight.hpp"
#include "views/kit/surface.hpp"
#include "views/panels/facts.hpp"
#include "views/panels/loop.hpp"
#include "views/panels/source.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ui {

class Panels {
  public:
    // To be called first in each frame: forgets what belonged to another run or another moment.
    void look_at(session::Session const& session);

    Content const& toolbar(session::Session const& session, float width);
    Content const& lesson(session::Session const& session, float width);
    Content const& question(session::Session const& session, float width);
    Content const& source(session::Session const& session, float width);
    LoopPicture const& loop(session::Session const& session, float width);
    Content const& why(session::Session const& session, float width);
    Content const& output(session::Session const& session, float width);
    Content const& inspector(session::Session const& session, float width);
    Content events(session::Session const& session, float width, float height, Scroll const& scroll);

    Facts const& facts(session::Session const& session); // of what the inspector is about

    // Changes whenever another moment of a run is looked at: what is lit then is scrolled into view.
    std::uint64_t moment() const { return moment_; }
    // The same for the events, which are others at another level.
    std::uint64_t events_moment(session::Session const& session) const {
        return moment_ * 2 + (session.look.level == session::Level::exact ? 1 : 0);
    }

  private:
    using Key = std::vector<std::uint64_t>;
    struct Kept {
        Key key;
        Content content;
        bool made = false;
    };
    template <typename Make>
    Content const& keep(Kept& kept, Key key, Make make);
    void look_at_run(session::Session const& session);

    // Held, so that no other run can take its address while we compare addresses.
    std::shared_ptr<session::Run const> run_;
    lesson::Lesson const* lesson_ = nullptr;
    replay::Position position_ = 0;
    std::uint64_t moment_ = 0;
    std::uint64_t generation_ = 0; // counts runs

    std::uint16_t source_ = 1; // the one that is shown
    std::string python_text_, cpp_text_;
    std::vector<CodeLine> python_, cpp_;
    std::vector<std::uint32_t> cpp_lines_;
    std::vector<replay::Position> main_events_;

    Kept toolbar_, lesson_text_, question_, source_text_, why_, output_, inspector_;
    LoopPicture loop_;
    Key loop_key_;
    Facts facts_;
    Key facts_key_;
};

// What the inspector is about: what is selected, else what runs now, else the loop.
trace::ObjectId subject_of(session::Session const& session);

} // namespace ui
