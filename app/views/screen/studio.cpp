#include "views/screen/studio.hpp"

#include "commands/command.hpp"
#include "session/appearance.hpp"
#include "views/kit/mark.hpp"
#include "views/overlays/parts.hpp"
#include "views/panels/lesson.hpp"
#include "views/panels/toolbar.hpp"
#include "views/screen/bare_window.hpp"
#include "views/screen/hand.hpp"
#include "views/screen/input.hpp"
#include "views/screen/panel_frame.hpp"
#include "views/screen/windows.hpp"

#include <algorithm>
#include <optional>

using session::Session;

namespace {

constexpr float two_timelines = 0.68F; // of the height, at the least, when a belief runs below the truth

// Of the left column: what a program that runs or is edited has to say there.
constexpr float live_program = 0.26F, edited_program = 0.34F, with_goal = 0.46F;

float most_for_lesson(Session const& session) {
    if (session.lesson) return 1;
    if (session.making) return session.making->goal ? with_goal : edited_program;
    return session.live ? live_program : 1;
}

std::string window_title(Session const& session) {
    if (!session.is_open()) return "Awaitscope";
    std::string const what = session.lesson               ? session.lesson->entry->title
                             : session.run().file.empty() ? session.log().header().program
                                                          : session.run().file.filename().string();
    return what + ", event " + std::to_string(session.playback.position) + " of " +
           std::to_string(session.run().size()) + " – Awaitscope";
}

ui::Layout stage_of(Session const& session, float width, float height) {
    auto const& stage = session.look.stage;
    if (stage.whole) return ui::stage_alone(width, height, *stage.whole);
    if (session::beside_shown(session)) // two timelines
        return ui::stage_alone(width, height, session::Panel::timeline);
    auto const third = session::third_panel(session);
    return ui::stage(width, height, third, third == session::Panel::lesson && ui::asks_class(session));
}

ui::Layout layout_of(Session const& session, float width, float height, float lesson) {
    if (session.on_stage()) return stage_of(session, width, height);
    auto splits = session.look.splits;
    if (session::beside_shown(session)) splits.timeline = std::max(splits.timeline, two_timelines);
    splits.lesson = std::min(splits.lesson, most_for_lesson(session));
    bool const recording = session.is_open() && !session.lesson && !session.making && !session.live;
    return ui::layout(width, height, splits, recording ? std::nullopt : std::optional(lesson));
}

void show_blank(ui::Surface& surface, float width, float height) {
    constexpr theme::Rgba black{0, 0, 0}, dim{88, 88, 88};
    paint::Scene scene;
    scene.add(paint::filled({0, 0, width, height}, black));
    scene.add(paint::text_in({0, height - 30, width, 20},
                             "blank: B, a full stop or a step brings the picture back", theme::Font::regular,
                             theme::size_small, dim, paint::Align::middle));
    surface.paint(scene);
    ui::mark("stage/blank", {0, 0, width * surface.scale(), height * surface.scale()});
}

} // namespace

struct ui::Studio::Memory {
    Interaction interaction;
    StudioInput input;
    PanelFrame frame;
    StudioWindows windows;
    Scroll vote_scroll;
    std::string caption; // of the window
    double last_time = -1;
    bool acted = false; // something was asked for in this frame

    void panels(Session& session, Surface& surface, shell::FrameInput const& input);
    void vote(Session const& session, Surface& surface, shell::FrameInput const& input);
    void blank(Surface& surface, shell::FrameInput const& input);
    void point(Session const& session, Surface& surface);
    void act(Session& session, Surface& surface);
    void copy(Session& session, Surface& surface);
};

ui::Studio::Studio() : memory_(std::make_unique<Memory>()) {}
ui::Studio::~Studio() = default;
ui::Studio::Studio(Studio&&) noexcept = default;
ui::Studio& ui::Studio::operator=(Studio&&) noexcept = default;

void ui::Studio::Memory::panels(Session& session, Surface& surface, shell::FrameInput const& at) {
    bool const on_stage = session.on_stage();
    auto const hand = session.look.stage.hand;
    auto places = layout_of(session, at.width, at.height, 0);
    if (!on_stage && session.lesson) // as wide as it is then, the question says how high it is
        places = layout_of(session, at.width, at.height,
                           frame.lesson_needs(session, places.slot_of(session::Panel::lesson)->at.w));
    begin_window("studio", {0, 0, at.width, at.height}, at.scale, ImGuiWindowFlags_NoBringToFrontOnFocus);
    bool const over = ImGui::IsWindowHovered(ImGuiHoveredFlags_RootAndChildWindows |
                                             ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
    surface.begin_layer(ImGui::GetWindowDrawList(),
                        over && !frame.splitting() && hand == session::Hand::mouse);
    surface.point_only(on_stage);
    paint::Scene ground;
    ground.add(paint::filled({0, 0, at.width, at.height}, theme::Role::background));
    surface.paint(ground);
    if (!on_stage) {
        auto const& bar = frame.panels.toolbar(session, at.width);
        surface.show(bar, places.toolbar);
        if (probing()) mark("panel/toolbar", {0, 0, at.width * at.scale, theme::bar_height * at.scale});
    }
    for (auto const& slot : places.slots) frame.draw(session, surface, slot, places, at.time);
    frame.splitters(session, surface, places, interaction);
    surface.point_only(false); // what lies above is there to be used
    surface.paint(ink_scene(session.look.stage));
    draw_with_pen(session.look.stage, surface, over);
    ImGui::End();
}

void ui::Studio::Memory::vote(Session const& session, Surface& surface, shell::FrameInput const& at) {
    begin_window("studio", {0, 0, at.width, at.height}, at.scale, ImGuiWindowFlags_NoBringToFrontOnFocus);
    surface.begin_layer(ImGui::GetWindowDrawList(),
                        ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem), true);
    paint::Scene ground;
    ground.add(paint::filled({0, 0, at.width, at.height}, theme::Role::background));
    surface.paint(ground);
    surface.show(vote_screen(session, at.width, at.height), {0, 0, at.width, at.height}, vote_scroll, 0,
                 "vote");
    if (probing()) mark("panel/vote", {0, 0, at.width * at.scale, at.height * at.scale});
    ImGui::End();
}

void ui::Studio::Memory::blank(Surface& surface, shell::FrameInput const& at) {
    begin_window("studio", {0, 0, at.width, at.height}, at.scale, ImGuiWindowFlags_NoBringToFrontOnFocus);
    surface.begin_layer(ImGui::GetWindowDrawList(), false, true);
    show_blank(surface, at.width, at.height);
    ImGui::End();
    ImGui::SetMouseCursor(ImGuiMouseCursor_None);
}

void ui::Studio::Memory::point(Session const& session, Surface& surface) {
    auto const hand = session.look.stage.hand;
    if (hand == session::Hand::mouse || !session.on_stage()) return;
    ImGui::SetMouseCursor(ImGuiMouseCursor_None);
    surface.begin_layer(ImGui::GetForegroundDrawList(), false);
    surface.paint(hand_scene(hand, surface.pointer()));
}

void ui::Studio::Memory::act(Session& session, Surface& surface) {
    for (auto const& action : surface.actions) {
        acted = true;
        if (auto const* asked = std::get_if<session::Command>(&action)) {
            session::apply(session, *asked);
            if (std::holds_alternative<session::command::SetUnit>(*asked) ||
                std::holds_alternative<session::command::SetSpeed>(*asked) ||
                std::holds_alternative<session::command::SetKnob>(*asked))
                windows.menu.clear();
        } else if (auto const* open = std::get_if<OpenMenu>(&action)) {
            windows.menu = windows.menu == open->name ? std::string() : open->name;
            windows.menu_at = surface.asked_at;
        }
    }
}

// What the pointer is on, or what is selected; or all of a panel.
void ui::Studio::Memory::copy(Session& session, Surface& surface) {
    auto text = surface.copied();
    if (session.copying == session::Copying::panel)
        text = frame.text_of(session, frame.pointed());
    else if (text.empty() && session.look.selected)
        text = frame.text_of(session, session::Panel::inspector);
    if (!text.empty()) ImGui::SetClipboardText(text.c_str());
    session::apply(session, session::command::Copied{text});
}

void ui::Studio::draw(session::Session& session, shell::FrameInput const& input) {
    auto& memory = *memory_;
    Surface surface(session::theme_of(session), input.scale, input.time, memory.interaction);
    memory.acted = memory.input.read(session, memory.interaction, memory.windows.menu);
    if (session.copying != session::Copying::nothing) surface.listen_for_copy();
    memory.frame.look_at(session);
    if (session.on_stage() && session.look.stage.blank) {
        memory.blank(surface, input);
    } else {
        if (session::voting(session))
            memory.vote(session, surface, input);
        else
            memory.panels(session, surface, input);
        memory.windows.draw(session, surface, input.width, input.height);
        memory.point(session, surface);
    }
    if (!surface.down()) {
        memory.interaction.pressed.clear();
        memory.interaction.thumb.clear();
    }
    memory.input.move_focus(surface);
    if (auto const& seen = memory.frame.timeline.seen()) session::keep_seen(session, *seen);
    if (session.copying != session::Copying::nothing) memory.copy(session, surface);
    memory.act(session, surface);
}

shell::FrameOutput ui::Studio::frame(session::Session& session, shell::FrameInput const& input) {
    auto& memory = *memory_;
    bool const goes_on = memory.last_time >= 0 && session::tick(session, input.time - memory.last_time);
    memory.last_time = input.time;
    // One is shown at a time.
    if (!input.dropped.empty()) session::apply(session, session::command::OpenFile{input.dropped.front()});
    if (input.second_closed) session.look.note = false;
    draw(session, input);
    shell::FrameOutput output;
    output.second_window = session.look.note && session.look.notes_apart;
    output.quit = session.quit;
    output.fullscreen = session.look.fullscreen;
    output.theme = &session::theme_of(session);
    output.scale = session.look.scale;
    if (session.on_stage() || session::voting(session)) output.surface_height = stage_height;
    memory.caption = window_title(session);
    output.title = memory.caption.c_str();
    output.animating = goes_on || memory.acted || session.playback.playing || memory.frame.moves();
    output.wake_after = memory.windows.tip_after;
    return output;
}
