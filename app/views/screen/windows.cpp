#include "views/screen/windows.hpp"

#include "commands/palette.hpp"
#include "theme/icons.hpp"
#include "theme/imgui_compat.hpp"
#include "theme/metrics.hpp"
#include "theme/style.hpp"
#include "views/kit/flow.hpp"
#include "views/kit/mark.hpp"
#include "views/kit/widgets.hpp"
#include "views/overlays/parts.hpp"
#include "views/panels/source_knobs.hpp"
#include "views/panels/toolbar.hpp"
#include "views/screen/bare_window.hpp"

#include <algorithm>
#include <cmath>

using paint::Rect;
using session::Overlay;
using session::Session;
using theme::Font;
using theme::Role;

namespace {

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

void palette_field(Session const& session, ui::Surface& surface, Rect at) {
    bool const files = session.look.overlay == Overlay::files;
    std::string const asked = session.look.overlay == Overlay::lessons ? "find a lesson"
                              : session.look.overlay == Overlay::words ? session::asked_words(session)
                              : files ? "a path: a recording, a lesson's folder, a program"
                                      : "a command, a lesson, or an event's number";
    paint::Scene scene;
    scene.add(paint::text_in({at.x + theme::padding, at.y, 20, at.h},
                             files ? theme::icon::folder : theme::icon::search, Font::regular, 15,
                             Role::muted));
    float const x = at.x + theme::padding + 28;
    bool const empty = session.look.palette_query.empty();
    scene.add(paint::text_in({x, at.y, at.w, at.h}, empty ? asked : session.look.palette_query, Font::regular,
                             16, empty ? Role::faint : Role::text));
    float const caret = x + (empty ? -2 : paint::measure(Font::regular, 16, session.look.palette_query) + 1);
    scene.add(paint::filled({caret, at.y + 16, 1.5F, at.h - 32}, Role::accent));
    scene.add(paint::line({at.x, at.bottom()}, {at.right(), at.bottom()}, Role::border));
    surface.paint(scene);
}

} // namespace

void ui::StudioWindows::open_menu(Session& session, Surface& surface, float width, float height) {
    if (menu.empty()) return;
    auto const rows = menu == ui::unit_menu ? unit_rows(session) : knob_rows(session, menu);
    Rect at{menu_at.x, menu_at.bottom() + 4, 260, static_cast<float>(rows.height)};
    at.x = std::max(8.0F, std::min(at.x, width - at.w - 8));
    if (at.bottom() > height - 8) at.y = std::max(8.0F, menu_at.y - 4 - at.h);
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

void ui::StudioWindows::overlay_window(Session& session, Surface& surface, float width, float height) {
    if (session.look.overlay == Overlay::none) return;
    auto const shown = dialog(session, width);
    bool const palette = session::is_typed_in(session.look.overlay);
    float const head = palette ? 52 : 56;
    float const most = std::min(height - 2 * theme::bar_height,
                                palette && session.look.overlay != Overlay::lessons ? 480.0F : height);
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
               "overlay/close", command(session::command::ShowOverlay{session.look.overlay}), "close (Esc)");
        surface.show(title, {at.x, at.y, at.w, head});
    }
    if (overlay_ != session.look.overlay) scroll_ = {};
    surface.show(shown.content, {at.x, at.y + head, at.w, at.h - head - 6}, scroll_,
                 palette ? session.look.palette_row + 1000 * session.look.palette_query.size() : 0,
                 "overlay");
    if (shown.modal && surface.clicked_anywhere() && !at.contains(surface.pointer()))
        surface.actions.push_back(command(session::command::ShowOverlay{session.look.overlay}));
    ImGui::GetWindowDrawList()->PopClipRect();
    ImGui::End();
}

void ui::StudioWindows::message_window(Session& session, Surface& surface, float width, float height) {
    if (session.messages.empty()) return;
    float const wide = std::min(420.0F, width - 2 * theme::gap);
    auto const content = messages(session, wide);
    float const tall = std::min(static_cast<float>(content.height), height - theme::bar_height);
    // Not over the source: its lines are what one reads. On the stage the question stands on the right.
    float const left = session.on_stage() ? theme::gap + 8 : width - wide - theme::gap - 8;
    Rect const at{left, height - tall - theme::gap, wide, tall};
    begin_window("messages", at, surface.scale());
    surface.begin_layer(ImGui::GetWindowDrawList(), window_hovered());
    surface.show(content, at);
    ImGui::End();
}

void ui::StudioWindows::note_window(Session& session, Surface& surface, float width, float height) {
    if (!session.look.note || session.look.notes_apart || !session.lecture) return;
    auto const note = lecture_note(session, std::min(460.0F, width - 2 * theme::gap));
    float const tall = std::min(static_cast<float>(note.height), height - 2 * theme::gap);
    float const wide = std::min(460.0F, width - 2 * theme::gap);
    Rect const at{std::round((width - wide) / 2), height - tall - theme::gap, wide, tall};
    begin_window("note", at, surface.scale());
    surface.begin_layer(ImGui::GetWindowDrawList(), window_hovered());
    surface.show(note, at);
    if (probing()) {
        float const s = surface.scale();
        mark("note", {at.x * s, at.y * s, at.w * s, at.h * s});
    }
    ImGui::End();
}

void ui::StudioWindows::tip(Surface& surface, float width, float height) {
    auto const tip = surface.tip();
    tip_after = surface.tip_after();
    if (!tip || !menu.empty()) return; // a tip would lie over the menu
    auto const lines = wrapped(tip->text, Font::regular, theme::size_body, 340);
    float wide = 0;
    for (auto const& line : lines)
        wide = std::max(wide, paint::measure(Font::regular, theme::size_body, line));
    Rect at{surface.pointer().x + 12, surface.pointer().y + 18, wide + 20,
            12 + 19 * static_cast<float>(lines.size())};
    at.x = std::clamp(at.x, 4.0F, std::max(4.0F, width - at.w - 4));
    // Below what it is about, where that is not much higher than a line: the pointer stays on it.
    if (tip->about.h < 48) at.y = tip->about.bottom() + 6;
    if (at.bottom() > height - 4) at.y = std::min(surface.pointer().y, tip->about.y) - at.h - 8;
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

void ui::StudioWindows::draw(Session& session, Surface& surface, float width, float height) {
    open_menu(session, surface, width, height);
    overlay_window(session, surface, width, height);
    message_window(session, surface, width, height);
    note_window(session, surface, width, height);
    tip(surface, width, height);
    overlay_ = session.look.overlay;
}
