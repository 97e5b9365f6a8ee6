// What the panels show, as one.
#include "support/catch.hpp"

#include "support/session_opened.hpp"
#include "trace/reader.hpp"
#include "trace/writer.hpp"
#include "views/screen/contents.hpp"
#include "views/timeline/panel.hpp"

#include <sstream>
#include <string>
#include <variant>
#include <vector>

using session::Session;

namespace {

// As it would be had the program been killed after so many events.
trace::Log cut_off(trace::Log const& log, std::size_t events) {
    std::ostringstream whole;
    trace::write(log, whole);
    std::istringstream lines(whole.str());
    std::ostringstream kept;
    for (std::string line; std::getline(lines, line);) {
        bool const event = line.size() > 1 && line[0] == '[' && line[1] != '"';
        if (event && events-- == 0) break;
        if (!line.starts_with("[\"end\"")) kept << line << "\n";
    }
    return std::move(trace::read(kept.str()).log);
}

// The same session had only that much been recorded, with the cursor at its end.
Session cut_off(Session const& whole, std::size_t events) {
    Session cut = session::new_session(whole.catalogue);
    session::open_run(cut, session::make_run(cut_off(whole.log(), events), whole.run().file));
    cut.look = whole.look;
    cut.playback.unit = whole.playback.unit;
    if (whole.lesson) {
        cut.lesson = whole.lesson;
        auto& narration = cut.lesson->narration;
        narration = session::narrate(*whole.lesson->entry, whole.lesson->knobs, whole.lesson->program,
                                     cut.run(), cut.lesson->beliefs);
        // "end" and "last" are elsewhere in a run that is cut off: what the whole one says later is not said
        // here.
        std::erase_if(narration.steps, [&](auto const& step) {
            auto const& all = whole.lesson->narration.steps;
            return std::none_of(all.begin(), all.end(), [&](auto const& other) {
                return other.position == step.position && other.say == step.say;
            });
        });
        // What is right is known to who asks, though the run has not come to it.
        narration.questions = whole.lesson->narration.questions;
        cut.lesson->predictions.assign(narration.questions.size(), {});
    }
    session::move_to(cut, events);
    return cut;
}

std::string words_of(ui::Content const& content) {
    std::ostringstream words;
    for (auto const& item : content.scene.items)
        if (auto const* text = std::get_if<paint::Text>(&item))
            words << text->at.x << " " << text->at.y << " " << text->text << "\n";
    words << content.height;
    return words.str();
}

// Everything but that it goes on, which the cut run does not.
std::string timeline_of(Session const& session, bool futures) {
    auto const& known = session.known();
    auto const chart = ui::timeline_chart(known.index, known.timeline, known.problems);
    auto input = ui::timeline_input(session, chart, 900, 420);
    input.more = true;
    input.futures = futures;
    std::ostringstream words;
    auto const layout = ui::layout_timeline(input);
    for (auto const& item : layout.scene.items) {
        if (auto const* text = std::get_if<paint::Text>(&item))
            words << text->at.x << " " << text->at.y << " " << text->text << "\n";
        if (auto const* box = std::get_if<paint::Box>(&item))
            words << box->at.x << " " << box->at.y << " " << box->at.w << " " << box->at.h << "\n";
        if (auto const* path = std::get_if<paint::Path>(&item))
            for (auto const& point : path->points) words << point.x << " " << point.y << "\n";
    }
    for (auto const& region : layout.regions) words << ui::timeline_tooltip(input, region) << "\n";
    return words.str();
}

void compare_at_steps(Session& whole, std::string const& name, std::size_t first = 1,
                      std::size_t stride = 1) {
    ui::Panels of_whole;
    for (std::size_t step = first; step < whole.log().size(); step += stride) {
        session::move_to(whole, step);
        Session const cut = cut_off(whole, step);
        REQUIRE(cut.log().size() == step);
        ui::Panels of_cut;
        of_whole.look_at(whole);
        of_cut.look_at(cut);
        INFO(name << " after step " << step);
        CHECK(words_of(of_whole.output(whole, 300)) == words_of(of_cut.output(cut, 300)));
        CHECK(words_of(of_whole.source(whole, 400)) == words_of(of_cut.source(cut, 400)));
        CHECK(words_of(of_whole.inspector(whole, 300)) == words_of(of_cut.inspector(cut, 300)));
        CHECK(words_of(ui::loop_panel(of_whole.loop(whole, 300))) ==
              words_of(ui::loop_panel(of_cut.loop(cut, 300))));
        CHECK(words_of(of_whole.why(whole, 300)) == words_of(of_cut.why(cut, 300)));
        CHECK(words_of(of_whole.lesson(whole, 300)) == words_of(of_cut.lesson(cut, 300)));
        CHECK(words_of(of_whole.question(whole, 300)) == words_of(of_cut.question(cut, 300)));
        CHECK(words_of(of_whole.toolbar(whole, 1200)) == words_of(of_cut.toolbar(cut, 1200)));
        CHECK(words_of(of_whole.events(whole, 400, 300, {})) == words_of(of_cut.events(cut, 400, 300, {})));
        CHECK(timeline_of(whole, false) == timeline_of(cut, false));
        CHECK(timeline_of(whole, true) == timeline_of(cut, true));
    }
}

} // namespace

TEST_CASE("no panel knows of what comes after now") {
    for (char const* const name : {"gather-order.awt", "cancel-delivery.awt", "taskgroup-siblings.awt"}) {
        Session session = opened_file(name);
        compare_at_steps(session, name);
    }
}

TEST_CASE("no panel knows of what comes after now - each lesson and what-if") {
    // The recordings above are looked at event by event. The what-ifs of a lesson differ little, and all
    // lessons together have 600 of them, so they share the events among them.
    std::size_t variant = 0;
    for (lesson::Lesson const& lesson : tree_catalogue()->lessons)
        for (lesson::Knobs const& knobs : lesson::all_samples(lesson)) {
            Session session = session::new_session(tree_catalogue());
            session::open_lesson(session, lesson, knobs);
            std::size_t const stride = knobs == lesson::defaults(lesson) ? 17 : 101;
            compare_at_steps(session, lesson.id + " " + lesson::label(knobs), 1 + variant++ % stride, stride);
        }
}
