#include "views/screen/panel_frame.hpp"

#include "theme/imgui_compat.hpp"
#include "theme/metrics.hpp"
#include "views/kit/copying.hpp"
#include "views/kit/flow.hpp"
#include "views/kit/mark.hpp"
#include "views/kit/widgets.hpp"
#include "views/panels/lesson.hpp"
#include "views/panels/loop.hpp"
#include "views/text/timeline_text.hpp"

#include <algorithm>

using paint::Rect;
using session::Panel;
using session::Session;
using theme::Font;
using theme::Role;

namespace {

constexpr float header_height = 40;
constexpr float footer_height = 26;
constexpr float text_beside_question = 84; // px: a few lines

std::string tab_title(Panel panel) {
    switch (panel) {
    case Panel::lesson: return "Lesson";
    case Panel::source: return "Source";
    case Panel::timeline: return "Timeline";
    case Panel::loop: return "Loop machine";
    case Panel::why: return "Why did this run now?";
    case Panel::events: return "Events";
    case Panel::output: return "Output";
    case Panel::inspector: return "Inspector";
    }
    return {};
}

// Narrow places say it in a word.
std::string short_title(Panel panel) {
    return panel == Panel::loop ? "Loop" : panel == Panel::why ? "Why" : tab_title(panel);
}

std::string source_name(Session const& session) {
    if (session.is_open())
        if (auto const* source = session.log().source(1)) return source->name;
    return "program.py";
}

void source_footer(ui::Surface& surface, Rect at) {
    paint::Scene scene;
    float x = at.x + theme::padding;
    float const middle = at.y + at.h / 2;
    auto const words = [&](std::string const& text) {
        if (x + paint::measure(Font::regular, theme::size_small, text) > at.right() - 8) return;
        scene.add(paint::text_in({x, at.y, at.w, at.h}, text, Font::regular, theme::size_small, Role::faint));
        x += paint::measure(Font::regular, theme::size_small, text) + 12;
    };
    scene.add(paint::Circle{{x + 4, middle}, 4, Role::faint, {}, 0});
    x += 13;
    words("running");
    scene.add(paint::Circle{{x + 4, middle}, 3.6F, {}, Role::faint, 1.4F});
    x += 13;
    words("suspended here");
    words("numbers are tasks");
    surface.paint(scene);
}

} // namespace

void ui::PanelFrame::look_at(Session const& session) {
    panels.look_at(session);
    moves_ = false;
    std::string open;
    if (session.lesson)
        open = session.lesson->entry->id;
    else if (session.is_open())
        open = session.run().file.string();
    if (open == open_) return;
    open_ = std::move(open);
    scrolls_.clear();
}

ui::Scroll& ui::PanelFrame::scroll(std::string_view name) {
    auto const found = scrolls_.find(name);
    return found != scrolls_.end() ? found->second
                                   : scrolls_.emplace(std::string(name), Scroll{}).first->second;
}

float ui::PanelFrame::header(Session& session, Surface& surface, Slot const& slot, Panel shown,
                             Layout const& layout) {
    Content content;
    float const height = layout.stage ? 28.0F : layout.compact ? 36.0F : header_height;
    float const baseline = layout.stage ? 19.0F : layout.compact ? 23.0F : 27.0F;
    float x = theme::padding;
    bool const shared = slot.panels.size() > 1;
    auto const source_tabs = [&](float at) {
        bool const cpp = session.look.source_tab == session::SourceTab::cpp && session.has_scenario();
        at += tab(content, {at, baseline}, source_name(session), !cpp, "source/python",
                  command(session::command::SetSourceTab{session::SourceTab::python})) +
              18;
        if (session.has_scenario())
            tab(content, {at, baseline}, "scenario.cpp", cpp, "source/cpp",
                command(session::command::SetSourceTab{session::SourceTab::cpp}));
    };
    if (shared) {
        float all = 0;
        for (auto const panel : slot.panels)
            all += paint::measure(Font::semibold, theme::size_body, tab_title(panel)) + 18;
        bool const narrow = all > slot.at.w - 2 * theme::padding;
        for (auto const panel : slot.panels)
            x += tab(content, {x, baseline}, narrow ? short_title(panel) : tab_title(panel), panel == shown,
                     "tab/" + std::string(name(panel)), command(session::command::ShowPanel{panel})) +
                 (narrow ? 12.0F : 18.0F);
        if (shown == Panel::events) {
            bool const exact = session.look.level == session::Level::exact;
            std::string const label = "every event";
            float const wide = paint::measure(Font::semibold, theme::size_body, label);
            if (x + wide + theme::padding < slot.at.w)
                tab(content, {slot.at.w - theme::padding - wide, baseline}, label, exact, "events/level",
                    command(session::command::ToggleLevel{}));
        }
        if (shown == Panel::source && session.has_scenario()) {
            bool const cpp = session.look.source_tab == session::SourceTab::cpp;
            std::string const label = cpp ? "C++" : "Python";
            float const wide = paint::measure(Font::regular, theme::size_body, label);
            tab(content, {slot.at.w - theme::padding - wide, baseline}, label, false,
                cpp ? "source/cpp" : "source/python", command(session::command::ToggleSourceTab{}));
        }
    } else if (shown == Panel::source) {
        source_tabs(x);
    } else if (shown == Panel::inspector) {
        auto const& facts = panels.facts(session);
        std::string const kind = facts.title.empty() ? "Inspector" : facts.kind;
        float const room =
            slot.at.w - 2 * theme::padding - paint::measure(Font::regular, theme::size_small, kind) - 8;
        auto const title = theme::ellipsis(Font::semibold, theme::size_body, facts.title, room);
        content.add(paint::Text{
            {x, baseline}, title, Font::semibold, theme::size_body, Role::text, paint::Align::start, 0});
        if (!title.empty()) x += paint::measure(Font::semibold, theme::size_body, title) + 8;
        content.add(paint::Text{
            {x, baseline}, kind, Font::regular, theme::size_small, Role::faint, paint::Align::start, 0});
    } else {
        content.add(paint::Text{{x, baseline},
                                tab_title(shown),
                                Font::semibold,
                                theme::size_small,
                                Role::faint,
                                paint::Align::start,
                                0});
    }
    content.height = height;
    surface.show(content, {slot.at.x, slot.at.y, slot.at.w, height});
    return height;
}

float ui::PanelFrame::lesson_needs(Session const& session, float width) {
    auto const card = static_cast<float>(panels.question(session, width).height);
    return card > 0 ? header_height + text_beside_question + card + 4 : 0;
}

void ui::PanelFrame::lesson_body(Session& session, Surface& surface, Rect at) {
    auto const& question = panels.question(session, at.w);
    // The question comes first; of the text at least a few lines stay.
    bool const alone = session.look.presenter && asks_class(session); // the class looks at nothing else
    float const card = std::min(static_cast<float>(question.height),
                                alone ? at.h : std::max(at.h * 0.76F, at.h - text_beside_question));
    Rect const text{at.x, at.y, at.w, at.h - card - (card > 0 ? 10.0F : 0.0F)};
    if (text.h >= theme::line_height)
        surface.show(panels.lesson(session, at.w), text, scroll("lesson"), panels.moment(), "lesson");
    if (card > 0)
        surface.show(question, {at.x, at.bottom() - card, at.w, card}, scroll("question"), panels.moment(),
                     "question");
}

void ui::PanelFrame::body(Session& session, Surface& surface, Panel shown, Rect at, double time) {
    auto const scrolled = [&](Content const& content, std::string_view name) {
        surface.show(content, at, scroll(name), panels.moment(), name);
    };
    switch (shown) {
    case Panel::lesson: lesson_body(session, surface, at); break;
    case Panel::source: {
        bool const footer = at.h > 220 && !session.on_stage();
        Rect const code{at.x, at.y, at.w, at.h - (footer ? footer_height : 0)};
        surface.show(panels.source(session, at.w), code, scroll("source"), panels.moment(), "source");
        if (footer) source_footer(surface, {at.x, code.bottom(), at.w, footer_height});
        break;
    }
    case Panel::loop:
        scrolled(slide_.at(panels.loop(session, at.w), panels.moment(), time, session.look.motion), "loop");
        moves_ = slide_.moves();
        break;
    case Panel::why: scrolled(panels.why(session, at.w), "why"); break;
    case Panel::output: scrolled(panels.output(session, at.w), "output"); break;
    case Panel::inspector: scrolled(panels.inspector(session, at.w), "inspector"); break;
    case Panel::events: {
        auto& where = scroll("events");
        auto const content = panels.events(session, at.w, at.h, where);
        surface.show(content, at, where, panels.events_moment(session), "events");
        break;
    }
    case Panel::timeline: break; // draws itself
    }
}

void ui::PanelFrame::draw(Session& session, Surface& surface, Slot const& slot, Layout const& layout,
                          double time) {
    Panel const shown = front(slot, session.look.front);
    paint::Scene frame;
    frame.add(paint::Box{slot.at, theme::radius, Role::panel, Role::border, 1, {}, false});
    surface.paint(frame);
    if (surface.pointer_in(slot.at)) pointed_ = shown;
    if (probing()) {
        float const s = surface.scale();
        mark("panel/" + std::string(name(shown)),
             {slot.at.x * s, slot.at.y * s, slot.at.w * s, slot.at.h * s});
    }
    if (shown == Panel::timeline) {
        timeline.draw(surface, session, slot.at, time);
        return;
    }
    float const head = header(session, surface, slot, shown, layout);
    body(session, surface, shown,
         {slot.at.x, slot.at.y + head, slot.at.w, std::max(0.0F, slot.at.h - head - 4)}, time);
}

std::string ui::PanelFrame::text_of(Session const& session, Panel panel) {
    constexpr float wide = 4000; // no line is broken
    switch (panel) {
    case Panel::lesson:
        return ui::text_of(panels.lesson(session, wide)) + ui::text_of(panels.question(session, wide));
    case Panel::source: return ui::text_of(panels.source(session, wide));
    case Panel::loop: return ui::text_of(loop_panel(panels.loop(session, wide)));
    case Panel::why: return ui::text_of(panels.why(session, wide));
    case Panel::output: return ui::text_of(panels.output(session, wide));
    case Panel::inspector: {
        auto const& facts = panels.facts(session);
        std::string text = facts.title + "\n";
        for (auto const& fact : facts.facts) text += fact.label + ": " + fact.value + "\n";
        return text;
    }
    case Panel::events: return ui::text_of(panels.events(session, wide, 10'000'000, {}));
    case Panel::timeline:
        if (!session.is_open()) return {};
        return text_timeline(session.known().index, session.known().timeline, session.playback.position, 120);
    }
    return {};
}

void ui::PanelFrame::splitters(Session& session, Surface& surface, Layout const& layout,
                               Interaction const& interaction) {
    if (!surface.down()) dragged_.share = nullptr;
    for (auto const& splitter : layout.splitters) {
        bool const held = dragged_.share == splitter.share && dragged_.share != nullptr;
        bool const over =
            dragged_.share == nullptr && interaction.thumb.empty() && surface.pointer_in(splitter.at);
        if (!held && !over) continue;
        ImGui::SetMouseCursor(splitter.vertical ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
        paint::Scene line;
        auto const middle = splitter.at.centre();
        if (splitter.vertical)
            line.add(paint::filled({middle.x - 1, splitter.at.y, 2, splitter.at.h}, Role::accent, 1));
        else
            line.add(paint::filled({splitter.at.x, middle.y - 1, splitter.at.w, 2}, Role::accent, 1));
        surface.paint(line);
        if (over && surface.clicked_anywhere()) dragged_ = splitter;
        if (held) {
            float const pointer = splitter.vertical ? surface.pointer().x : surface.pointer().y;
            auto splits = session.look.splits;
            splits.*splitter.share =
                std::clamp((pointer - theme::gap / 2 - splitter.from) / splitter.extent, 0.05F, 0.95F);
            if (!(splits == session.look.splits))
                surface.actions.push_back(command(session::command::SetSplits{splits}));
        }
    }
}
