#include "views/screen/studio.hpp"

#include "session/appearance.hpp"
#include "session/command_table.hpp"
#include "theme/icons.hpp"
#include "theme/imgui_compat.hpp"
#include "theme/metrics.hpp"
#include "theme/style.hpp"
#include "views/kit/flow.hpp"
#include "views/kit/mark.hpp"
#include "views/kit/widgets.hpp"
#include "views/overlays/parts.hpp"
#include "views/panels/toolbar.hpp"
#include "views/screen/contents.hpp"
#include "views/screen/keyboard.hpp"
#include "views/screen/layout.hpp"
#include "views/timeline/panel.hpp"

#include <algorithm>
#include <cmath>
#include <map>

using paint::Rect;
using session::KeyName;
using session::Overlay;
using session::Panel;
using session::Session;
using theme::Font;
using theme::Role;
using ui::Layout;
using ui::Slot;
using ui::Splitter;

namespace {

constexpr float header_height = 40;
constexpr float footer_height = 26;

constexpr ImGuiWindowFlags bare_window = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                         ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav |
                                         ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoBackground;

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

std::string window_title(Session const& session) {
    if (!session.is_open()) return "Awaitscope";
    std::string const what = session.lesson              ? session.lesson->title
                             : session.run->file.empty() ? session.log().header().program
                                                         : session.run->file.filename().string();
    return what + ", step " + std::to_string(session.position) + " of " +
           std::to_string(session.run->size()) + " – Awaitscope";
}

std::string source_name(Session const& session) {
    if (session.is_open())
        if (auto const* source = session.log().source(1)) return source->name;
    return "program.py";
}

} // namespace

struct ui::Studio::Memory {
    Interaction interaction;
    Panels panels;
    TimelinePanel timeline;
    double time = 0; // of this frame
    std::map<std::string, Scroll, std::less<>> scrolls;
    std::string menu;                // that is open; "": none
    Rect menu_at;                    // below what opened it
    Splitter dragged;                // share is null: none is
    std::string caption;             // of the window
    std::optional<double> tip_after; // s
    double last_time = -1;
    bool acted = false; // something was asked for in this frame
    enum class FocusMove { next, previous, next_group, previous_group, press };
    std::vector<FocusMove> focus_moves; // made when all that can be focused is known
    Overlay overlay = Overlay::none;    // of the last frame

    Scroll& scroll(std::string_view name) {
        auto const found = scrolls.find(name);
        return found != scrolls.end() ? found->second
                                      : scrolls.emplace(std::string(name), Scroll{}).first->second;
    }

    void keys(Session& session);
    void move_focus(Surface& surface);
    void palette_text(Session& session);
    void panel(Session& session, Surface& surface, Slot const& slot, Layout const& layout);
    float header(Session& session, Surface& surface, Slot const& slot, Panel shown, Layout const& layout);
    void body(Session& session, Surface& surface, Panel shown, Rect at);
    void lesson_body(Session& session, Surface& surface, Rect at);
    void source_footer(Surface& surface, Rect at);
    void splitters(Session& session, Surface& surface, Layout const& layout);
    void unit_menu(Session& session, Surface& surface);
    void overlay_window(Session& session, Surface& surface, float width, float height);
    void palette_field(Session& session, Surface& surface, Rect at);
    void message_window(Session& session, Surface& surface, float width, float height);
    void tip(Surface& surface, float width, float height);
    void act(Session& session, Surface& surface);
};

ui::Studio::Studio() : memory_(std::make_unique<Memory>()) {}
ui::Studio::~Studio() = default;
ui::Studio::Studio(Studio&&) noexcept = default;
ui::Studio& ui::Studio::operator=(Studio&&) noexcept = default;

void ui::Studio::Memory::palette_text(Session& session) {
    std::string query = session.palette_query + typed_text();
    bool const shortened = compat::pressed(compat::Key::backspace) && !query.empty();
    if (shortened) {
        // A character is one byte that begins it, and those that go on with it.
        while (query.size() > 1 && (static_cast<unsigned char>(query.back()) & 0xC0U) == 0x80U)
            query.pop_back();
        query.pop_back();
    }
    if (query == session.palette_query) return;
    session::apply(session, session::command::PaletteQuery{query});
    acted = true;
}

void ui::Studio::Memory::keys(Session& session) {
    bool const palette = session.overlay == Overlay::palette;
    if (palette) palette_text(session);
    for (auto const key : pressed_keys()) {
        acted = true;
        auto& focus = interaction.focus;
        if (key.name == KeyName::tab && !key.ctrl && !palette)
            focus_moves.push_back(key.shift ? FocusMove::previous : FocusMove::next);
        else if (key.name == KeyName::f6 && !palette)
            focus_moves.push_back(key.shift ? FocusMove::previous_group : FocusMove::next_group);
        else if (key.name == KeyName::enter && !focus.empty() && !palette)
            focus_moves.push_back(FocusMove::press);
        else if (key.name == KeyName::escape && (!menu.empty() || !focus.empty()))
            menu.clear(), focus.clear();
        else
            session::press(session, key);
    }
}

void ui::Studio::Memory::move_focus(Surface& surface) {
    for (auto const move : focus_moves) {
        switch (move) {
        case FocusMove::next: surface.focus_next(1); break;
        case FocusMove::previous: surface.focus_next(-1); break;
        case FocusMove::next_group: surface.focus_next_group(1); break;
        case FocusMove::previous_group: surface.focus_next_group(-1); break;
        case FocusMove::press: surface.press_focus(); break;
        }
    }
    focus_moves.clear();
}

float ui::Studio::Memory::header(Session& session, Surface& surface, Slot const& slot, Panel shown,
                                 Layout const& layout) {
    Content content;
    float const height = layout.compact ? 36 : header_height;
    float const baseline = layout.compact ? 23 : 27;
    float x = theme::padding;
    bool const shared = slot.panels.size() > 1;
    auto const source_tabs = [&](float at) {
        bool const cpp = session.source_tab == session::SourceTab::cpp && !session.scenario.empty();
        at += tab(content, {at, baseline}, source_name(session), !cpp, "source/python",
                  command(session::command::SetSourceTab{session::SourceTab::python})) +
              18;
        if (!session.scenario.empty())
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
                 (narrow ? 12 : 18);
        if (shown == Panel::events) {
            bool const exact = session.level == session::Level::exact;
            std::string const label = "every event";
            float const wide = paint::measure(Font::semibold, theme::size_body, label);
            if (x + wide + theme::padding < slot.at.w)
                tab(content, {slot.at.w - theme::padding - wide, baseline}, label, exact, "events/level",
                    command(session::command::ToggleLevel{}));
        }
        if (shown == Panel::source && !session.scenario.empty()) {
            bool const cpp = session.source_tab == session::SourceTab::cpp;
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

void ui::Studio::Memory::lesson_body(Session& session, Surface& surface, Rect at) {
    auto const& question = panels.question(session, at.w);
    // The question comes first; of the text at least a few lines stay.
    float const card = std::min(static_cast<float>(question.height), std::max(at.h * 0.72F, at.h - 84));
    Rect const text{at.x, at.y, at.w, at.h - card - (card > 0 ? 10 : 0)};
    surface.show(panels.lesson(session, at.w), text, scroll("lesson"), panels.moment(), "lesson");
    if (card > 0)
        surface.show(question, {at.x, at.bottom() - card, at.w, card}, scroll("question"), panels.moment(),
                     "question");
}

void ui::Studio::Memory::source_footer(Surface& surface, Rect at) {
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

void ui::Studio::Memory::body(Session& session, Surface& surface, Panel shown, Rect at) {
    auto const scrolled = [&](Content const& content, std::string_view name) {
        surface.show(content, at, scroll(name), panels.moment(), name);
    };
    switch (shown) {
    case Panel::lesson: lesson_body(session, surface, at); break;
    case Panel::source: {
        bool const footer = at.h > 220;
        Rect const code{at.x, at.y, at.w, at.h - (footer ? footer_height : 0)};
        surface.show(panels.source(session, at.w), code, scroll("source"), panels.moment(), "source");
        if (footer) source_footer(surface, {at.x, code.bottom(), at.w, footer_height});
        break;
    }
    case Panel::loop: scrolled(panels.loop(session, at.w), "loop"); break;
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

void ui::Studio::Memory::panel(Session& session, Surface& surface, Slot const& slot, Layout const& layout) {
    Panel const shown = front(slot, session.front);
    paint::Scene frame;
    frame.add(paint::Box{slot.at, theme::radius, Role::panel, Role::border, 1, {}, false});
    surface.paint(frame);
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
         {slot.at.x, slot.at.y + head, slot.at.w, std::max(0.0F, slot.at.h - head - 4)});
}

void ui::Studio::Memory::splitters(Session& session, Surface& surface, Layout const& layout) {
    if (!surface.down()) dragged.share = nullptr;
    for (auto const& splitter : layout.splitters) {
        bool const held = dragged.share == splitter.share && dragged.share != nullptr;
        bool const over =
            dragged.share == nullptr && interaction.thumb.empty() && surface.pointer_in(splitter.at);
        if (!held && !over) continue;
        ImGui::SetMouseCursor(splitter.vertical ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
        paint::Scene line;
        auto const middle = splitter.at.centre();
        if (splitter.vertical)
            line.add(paint::filled({middle.x - 1, splitter.at.y, 2, splitter.at.h}, Role::accent, 1));
        else
            line.add(paint::filled({splitter.at.x, middle.y - 1, splitter.at.w, 2}, Role::accent, 1));
        surface.paint(line);
        if (over && surface.clicked_anywhere()) dragged = splitter;
        if (held) {
            float const pointer = splitter.vertical ? surface.pointer().x : surface.pointer().y;
            auto splits = session.splits;
            splits.*splitter.share =
                std::clamp((pointer - theme::gap / 2 - splitter.from) / splitter.extent, 0.05F, 0.95F);
            if (!(splits == session.splits))
                surface.actions.push_back(command(session::command::SetSplits{splits}));
        }
    }
}

namespace {

// A window above all others so far, for what may reach out of a panel.
void begin_window(char const* name, Rect at, float scale) {
    ImGui::SetNextWindowPos({at.x * scale, at.y * scale});
    ImGui::SetNextWindowSize({at.w * scale, at.h * scale});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1, 1});
    ImGui::Begin(name, nullptr, bare_window);
    ImGui::PopStyleVar(2);
}

bool window_hovered() { return ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem); }

void raised(ui::Surface& surface, Rect at) {
    paint::Scene scene;
    for (int i = 3; i > 0; --i) {
        float const spread = 5 * static_cast<float>(i);
        scene.add(paint::filled({at.x - spread, at.y - spread + 4, at.w + 2 * spread, at.h + 2 * spread},
                                {Role::shadow, 0.22F}, theme::radius + spread));
    }
    scene.add(paint::Box{at, theme::radius, Role::panel, Role::border, 1, {}, false});
    surface.paint(scene);
}

} // namespace

void ui::Studio::Memory::unit_menu(Session& session, Surface& surface) {
    if (menu != ui::unit_menu) return;
    auto const rows = unit_rows(session);
    Rect const at{menu_at.x, menu_at.bottom() + 4, 260, static_cast<float>(rows.height)};
    begin_window("menu", paint::inset(at, -20), surface.scale());
    surface.begin_layer(ImGui::GetWindowDrawList(), window_hovered(), true);
    ImGui::GetWindowDrawList()->PushClipRectFullScreen();
    raised(surface, at);
    surface.show(rows, at);
    ImGui::GetWindowDrawList()->PopClipRect();
    if (surface.clicked_anywhere() && !at.contains(surface.pointer()) && !menu_at.contains(surface.pointer()))
        menu.clear();
    ImGui::End();
}

void ui::Studio::Memory::palette_field(Session& session, Surface& surface, Rect at) {
    paint::Scene scene;
    scene.add(paint::text_in({at.x + theme::padding, at.y, 20, at.h}, theme::icon::search, Font::regular, 15,
                             Role::muted));
    float const x = at.x + theme::padding + 28;
    bool const empty = session.palette_query.empty();
    scene.add(paint::text_in({x, at.y, at.w, at.h},
                             empty ? "a command, a lesson, or a step's number" : session.palette_query,
                             Font::regular, 16, empty ? Role::faint : Role::text));
    float const caret = x + (empty ? -2 : paint::measure(Font::regular, 16, session.palette_query) + 1);
    scene.add(paint::filled({caret, at.y + 16, 1.5F, at.h - 32}, Role::accent));
    scene.add(paint::line({at.x, at.bottom()}, {at.right(), at.bottom()}, Role::border));
    surface.paint(scene);
}

void ui::Studio::Memory::overlay_window(Session& session, Surface& surface, float width, float height) {
    if (session.overlay == Overlay::none) return;
    auto const shown = dialog(session, width);
    bool const palette = session.overlay == Overlay::palette;
    float const head = palette ? 52 : 56;
    float const most = std::min(height - 2 * theme::bar_height, palette ? 480.0F : height);
    float const tall = std::min(head + static_cast<float>(shown.content.height) + 8, most);
    Rect at{std::round((width - shown.width) / 2),
            std::round(std::max(theme::bar_height + 12, (height - tall) / 2.6F)), shown.width, tall};
    if (palette) at.y = std::round(std::min(height * 0.16F, height - tall - 12));
    if (!shown.modal)
        at = {width - shown.width - theme::gap, theme::bar_height + theme::gap, shown.width, tall};

    begin_window("overlay", shown.modal ? Rect{0, 0, width, height} : paint::inset(at, -20), surface.scale());
    ImGui::GetWindowDrawList()->PushClipRectFullScreen();
    surface.begin_layer(ImGui::GetWindowDrawList(), window_hovered(), shown.modal);
    if (shown.modal) {
        paint::Scene dim;
        dim.add(paint::filled({0, 0, width, height}, {surface.theme().dark ? Role::background : Role::text,
                                                      surface.theme().dark ? 0.6F : 0.28F}));
        surface.paint(dim);
    }
    raised(surface, at);
    if (probing()) {
        float const s = surface.scale();
        mark("overlay", {at.x * s, at.y * s, at.w * s, at.h * s});
    }
    if (palette) {
        palette_field(session, surface, {at.x, at.y, at.w, head});
    } else {
        Content title;
        title.add(paint::text_in({theme::padding, 4, at.w, 48}, shown.title, Font::semibold, 18, Role::text));
        float const after = theme::padding + paint::measure(Font::semibold, 18, shown.title) + 14;
        title.add(
            paint::text_in({after, 5, at.w, 48},
                           theme::ellipsis(Font::regular, theme::size_body, shown.remark, at.w - after - 64),
                           Font::regular, theme::size_body, Role::faint));
        button(title, {at.w - 46, 12, 32, 32}, {theme::icon::cross, Font::regular, 15}, ButtonLook::bare,
               "overlay/close", command(session::command::ShowOverlay{session.overlay}), "close (Esc)");
        surface.show(title, {at.x, at.y, at.w, head});
    }
    auto& where = scroll("overlay");
    if (overlay != session.overlay) where = {};
    surface.show(shown.content, {at.x, at.y + head, at.w, at.h - head - 6}, where,
                 palette ? session.palette_row + 1000 * session.palette_query.size() : 0, "overlay");
    if (shown.modal && surface.clicked_anywhere() && !at.contains(surface.pointer()))
        surface.actions.push_back(command(session::command::ShowOverlay{session.overlay}));
    ImGui::GetWindowDrawList()->PopClipRect();
    ImGui::End();
}

void ui::Studio::Memory::message_window(Session& session, Surface& surface, float width, float height) {
    if (session.messages.empty()) return;
    float const wide = std::min(420.0F, width - 2 * theme::gap);
    auto const content = messages(session, wide);
    float const tall = std::min(static_cast<float>(content.height), height - theme::bar_height);
    Rect const at{theme::gap + 8, height - tall - theme::gap, wide, tall};
    begin_window("messages", at, surface.scale());
    surface.begin_layer(ImGui::GetWindowDrawList(), window_hovered());
    surface.show(content, at);
    ImGui::End();
}

void ui::Studio::Memory::tip(Surface& surface, float width, float height) {
    auto const tip = surface.tip();
    tip_after = surface.tip_after();
    if (!tip) return;
    auto const lines = wrapped(tip->text, Font::regular, theme::size_body, 340);
    float wide = 0;
    for (auto const& line : lines)
        wide = std::max(wide, paint::measure(Font::regular, theme::size_body, line));
    Rect at{surface.pointer().x + 12, surface.pointer().y + 18, wide + 20,
            12 + 19 * static_cast<float>(lines.size())};
    at.x = std::clamp(at.x, 4.0F, std::max(4.0F, width - at.w - 4));
    if (at.bottom() > height - 4) at.y = surface.pointer().y - at.h - 8;
    surface.begin_layer(ImGui::GetForegroundDrawList(), false);
    raised(surface, at);
    float const s = surface.scale();
    mark("tip", {at.x * s, at.y * s, at.w * s, at.h * s});
    paint::Scene scene;
    float y = at.y + 6;
    for (auto const& line : lines) {
        scene.add(
            paint::text_in({at.x + 10, y, wide + 4, 19}, line, Font::regular, theme::size_body, Role::text));
        y += 19;
    }
    surface.paint(scene);
}

void ui::Studio::Memory::act(Session& session, Surface& surface) {
    for (auto const& action : surface.actions) {
        acted = true;
        if (auto const* asked = std::get_if<session::Command>(&action)) {
            session::apply(session, *asked);
            if (std::holds_alternative<session::command::SetUnit>(*asked)) menu.clear();
        } else if (auto const* open = std::get_if<OpenMenu>(&action)) {
            menu = menu == open->name ? std::string() : open->name;
        }
    }
}

void ui::Studio::draw(session::Session& session, shell::FrameInput const& input) {
    auto& memory = *memory_;
    memory.acted = false;
    memory.time = input.time;
    auto const& theme = session::theme_of(session);
    Surface surface(theme, input.scale, input.time, memory.interaction);
    memory.keys(session);
    memory.panels.look_at(session);
    auto const places = layout(input.width, input.height, session.splits);

    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({input.width * input.scale, input.height * input.scale});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::Begin("studio", nullptr, bare_window | ImGuiWindowFlags_NoBringToFrontOnFocus);
    ImGui::PopStyleVar();
    surface.begin_layer(ImGui::GetWindowDrawList(),
                        ImGui::IsWindowHovered(ImGuiHoveredFlags_RootAndChildWindows |
                                               ImGuiHoveredFlags_AllowWhenBlockedByActiveItem) &&
                            memory.dragged.share == nullptr);
    paint::Scene ground;
    ground.add(paint::filled({0, 0, input.width, input.height}, Role::background));
    surface.paint(ground);
    auto const& bar = memory.panels.toolbar(session, input.width);
    if (auto const* unit = bar.find("toolbar/unit")) memory.menu_at = unit->at;
    surface.show(bar, places.toolbar);
    if (probing()) mark("panel/toolbar", {0, 0, input.width * input.scale, theme::bar_height * input.scale});
    for (auto const& slot : places.slots) memory.panel(session, surface, slot, places);
    memory.splitters(session, surface, places);
    ImGui::End();

    memory.unit_menu(session, surface);
    memory.overlay_window(session, surface, input.width, input.height);
    memory.message_window(session, surface, input.width, input.height);
    memory.tip(surface, input.width, input.height);
    if (!surface.down()) {
        memory.interaction.pressed.clear();
        memory.interaction.thumb.clear();
    }
    memory.overlay = session.overlay;
    memory.move_focus(surface);
    memory.act(session, surface);
}

shell::FrameOutput ui::Studio::frame(session::Session& session, shell::FrameInput const& input) {
    auto& memory = *memory_;
    bool const goes_on = memory.last_time >= 0 && session::tick(session, input.time - memory.last_time);
    memory.last_time = input.time;
    draw(session, input);
    shell::FrameOutput output;
    output.quit = session.quit;
    output.fullscreen = session.fullscreen;
    output.theme = &session::theme_of(session);
    memory.caption = window_title(session);
    output.title = memory.caption.c_str();
    output.animating = goes_on || memory.acted || session.playing;
    output.wake_after = memory.tip_after;
    return output;
}
