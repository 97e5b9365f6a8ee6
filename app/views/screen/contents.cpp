#include "views/screen/contents.hpp"

#include "session/branches/branches.hpp"
#include "views/kit/widgets.hpp"
#include "views/panels/events.hpp"
#include "views/panels/inspector.hpp"
#include "views/panels/lesson.hpp"
#include "views/panels/loop.hpp"
#include "views/panels/output.hpp"
#include "views/panels/toolbar.hpp"
#include "views/panels/why.hpp"
#include "views/timeline/beside.hpp"

#include <algorithm>
#include <bit>
#include <functional>
#include <utility>

using session::Session;

namespace {

constexpr float stage_line_height = 19; // of code: more of the program, in the same type

std::uint64_t bits(float value) { return std::bit_cast<std::uint32_t>(value); }

std::uint64_t bits(trace::ObjectId id) { return static_cast<std::uint64_t>(id.type()) << 32U | id.number(); }

bool is_exact(Session const& session) { return session.look.level == session::Level::exact; }

ui::Content nothing_open(float width) {
    ui::Content content;
    content.height = 8 +
                     ui::empty_field(content, {theme::padding, 8}, width - 2 * theme::padding,
                                     "Nothing is open: choose a lesson, or open a recording.") +
                     14;
    return content;
}

} // namespace

trace::ObjectId ui::subject_of(Session const& session) {
    if (session.look.selected) return session.look.selected;
    if (!session.is_open()) return {};
    auto const& state = session.state();
    if (state.current_task) return state.current_task;
    if (auto const leaf = state.current_leaf()) return leaf;
    if (session.playback.position > 0) {
        auto const& event = session.log()[session.playback.position - 1];
        if (state.task(event.subject)) return event.subject;
        if (state.task(event.object)) return event.object;
    }
    return state.loop;
}

template <typename Make>
ui::Content const& ui::Panels::keep(Kept& kept, Key key, Make make) {
    key.push_back(generation_);
    if (!kept.made || kept.key != key) {
        kept.content = make();
        kept.key = std::move(key);
        kept.made = true;
    }
    return kept.content;
}

void ui::Panels::look_at(Session const& session) {
    if (session.first_run() != run_ || session.lesson_entry() != lesson_) look_at_run(session);
    if (session.playback.position != position_) {
        position_ = session.playback.position;
        ++moment_;
    }
}

void ui::Panels::look_at_run(Session const& session) {
    run_ = session.first_run();
    lesson_ = session.lesson_entry();
    ++generation_;
    ++moment_;
    python_text_.clear();
    main_events_.clear();
    if (run_) {
        // The program's own file is the one that was run; others it imports follow.
        source_ = 1;
        if (auto const* source = run_->log->source(source_)) python_text_ = source->text;
        main_events_ = replay::main_events(*run_->log);
    }
    python_ = highlight(python_text_, Language::python);
    cpp_text_ = session.lesson ? session.lesson->scenario : std::string();
    cpp_ = highlight(cpp_text_, Language::cpp);
    cpp_lines_.clear();
    if (session.lesson)
        cpp_lines_ = program_lines(session.lesson->scenario_lines, session.lesson->program, cpp_text_);
}

ui::Content const& ui::Panels::toolbar(Session const& session, float width) {
    auto const* const branch = session::branch_of(session, session::branch_looked_at(session));
    return keep(toolbar_,
                {branch ? std::hash<std::string>{}(session::words_of(*branch)) : 0, session.playback.position,
                 session.shown(), static_cast<std::uint64_t>(session.playback.unit), session.playback.playing,
                 session.look.presenter, static_cast<std::uint64_t>(session::check_of(session).agreement),
                 bits(width)},
                [&] { return ui::toolbar(session, width); });
}

ui::Content const& ui::Panels::lesson(Session const& session, float width) {
    Key key{session.playback.position, bits(width)};
    if (session.lesson)
        for (auto const& said : session.lesson->predictions) key.push_back(said.given());
    for (std::size_t i = 0; session.lesson && i < session.lesson->goals.size(); ++i) {
        auto const kept = session::goal_kept(session, i);
        key.insert(key.end(), {kept.hints, kept.reached});
    }
    if (auto const& live = session.live)
        key.insert(key.end(), {1, live->runs(), static_cast<std::uint64_t>(live->stops)});
    if (auto const& making = session.making) // another run has another generation
        key.insert(key.end(),
                   {2, static_cast<std::uint64_t>(making->seconds.value_or(-1)),
                    making->goal ? session::goal_kept(session, *making->lesson, *making->goal).hints : 0});
    return keep(lesson_text_, std::move(key), [&] { return lesson_panel(session, width); });
}

ui::Content const& ui::Panels::question(Session const& session, float width) {
    Key key{session.playback.position, bits(width)};
    if (auto const shown = session::question_shown(session); shown) {
        auto const& said = session.lesson->predictions[*shown];
        key.insert(key.end(), {*shown, said.chosen ? *said.chosen + 1 : 0, said.skipped, said.seen,
                               session.beside.has_value(), session::vote_on(session, *shown) != nullptr});
    }
    return keep(question_, std::move(key), [&] { return question_card(session, width); });
}

ui::Content const& ui::Panels::source(Session const& session, float width) {
    bool const cpp = session.look.source_tab == session::SourceTab::cpp && session.has_scenario();
    Key key{session.playback.position, bits(width), cpp, session.on_stage()};
    for (auto const place : session.playback.breakpoints)
        key.push_back(static_cast<std::uint64_t>(place.source) << 32U | place.line);
    return keep(source_text_, std::move(key), [&] {
        if (!session.is_open()) return nothing_open(width);
        auto at = positions(session.state(), source_, session.known().index.log());
        if (cpp) at = in_scenario(at, cpp_lines_);
        SourceInput input;
        input.lines = cpp ? &cpp_ : &python_;
        input.positions = &at;
        for (auto const place : session.playback.breakpoints)
            if (place.source == source_ || place.source == 0) input.breakpoints.insert(place.line);
        input.width = width;
        if (session.on_stage()) input.row = stage_line_height;
        input.python = cpp ? &cpp_lines_ : nullptr;
        input.index = &session.known().index;
        if (session.making) input.wrong = session.making->problem_line;
        if (!cpp && session.lesson) input.lesson = &*session.lesson;
        return source_panel(input);
    });
}

ui::LoopPicture const& ui::Panels::loop(Session const& session, float width) {
    Key key{session.playback.position, bits(width), bits(session.look.selected), generation_,
            is_exact(session)};
    if (key != loop_key_) {
        loop_ = {};
        if (session.is_open())
            loop_ = loop_picture(loop_machine(session.state(), session.known().index, is_exact(session)),
                                 width, session.look.selected);
        else
            loop_.ground = nothing_open(width);
        loop_key_ = std::move(key);
    }
    return loop_;
}

ui::Content const& ui::Panels::why(Session const& session, float width) {
    return keep(why_, {session.playback.position, bits(width), is_exact(session)}, [&] {
        if (!session.is_open()) return nothing_open(width);
        auto reasons = replay::why(session.known().index, session.playback.position);
        if (!is_exact(session) && !reasons.empty())
            reasons.erase(std::remove_if(reasons.begin() + 1, reasons.end(),
                                         [](replay::Reason const& reason) { return reason.detail; }),
                          reasons.end());
        auto const& problems = session.known().problems;
        auto const here = std::equal_range(
            problems.begin(), problems.end(), replay::Problem{{}, session.playback.position, {}, {}},
            [](auto const& a, auto const& b) { return a.position < b.position; });
        return why_panel(reasons, session.state().current_task.number(), {here.first, here.second}, width);
    });
}

ui::Content const& ui::Panels::output(Session const& session, float width) {
    auto const* const beside = session::beside_shown(session);
    Key key{session.playback.position, bits(width), beside ? beside->known->size() + 1 : 0};
    if (beside) key.push_back(std::hash<std::string>{}(beside->model + beside->says));
    return keep(output_, std::move(key), [&] {
        if (!session.is_open()) return nothing_open(width);
        auto const real = output_of(session.state(), session.known().index);
        if (!beside) return output_panel(real, width);
        auto const at = session::position_beside(*beside, session.run(), session.playback.position);
        auto const state = replay::state_at(*beside->run->log, at);
        auto const words = beside_words(beside->relation);
        return outputs_beside(real, output_of(state, beside->known->index), width,
                              {words.output, words.beside});
    });
}

ui::Facts const& ui::Panels::facts(Session const& session) {
    auto const about = subject_of(session);
    Key key{session.playback.position, bits(about), generation_, is_exact(session)};
    if (key != facts_key_) {
        facts_ = session.is_open()
                     ? facts_of(session.state(), session.known().index, about, is_exact(session))
                     : Facts{};
        facts_key_ = std::move(key);
    }
    return facts_;
}

ui::Content const& ui::Panels::inspector(Session const& session, float width) {
    return keep(inspector_,
                {session.playback.position, bits(width), bits(subject_of(session)), is_exact(session)},
                [&] { return inspector_panel(facts(session), width); });
}

ui::Content ui::Panels::events(Session const& session, float width, float height, Scroll const& scroll) {
    if (!session.is_open()) return nothing_open(width);
    EventsInput input;
    input.index = &session.known().index;
    input.position = session.playback.position;
    input.known = session.shown();
    if (!is_exact(session)) input.rows = &main_events_;
    input.width = width;
    // Two passes: the first, of no rows, says how high it is and what is lit; then the rows that will be
    // seen.
    auto const measured = events_panel(input);
    input.top = Surface::scrolled_to(scroll, measured.height, measured.keep, height, events_moment(session));
    input.height = height;
    return events_panel(input);
}
