#include "views/kit/surface.hpp"

#include "paint/imgui.hpp"
#include "views/kit/copying.hpp"
#include "views/kit/mark.hpp"

#include <algorithm>
#include <cmath>
#include <imgui.h>
#include <utility>

using paint::Rect;
using theme::Role;

namespace {

constexpr float wheel_step = 3 * theme::line_height;
constexpr double tip_delay = 0.45; // s

Rect cut(Rect at, Rect to) {
    float const left = std::max(at.x, to.x), top = std::max(at.y, to.y);
    return {left, top, std::max(0.0F, std::min(at.right(), to.right()) - left),
            std::max(0.0F, std::min(at.bottom(), to.bottom()) - top)};
}

// "knob/fast/3" from "knob/fast/2": the same row of stops.
bool slid_from(std::string_view pressed, std::string_view mark) {
    auto const end = mark.rfind('/');
    return end != std::string_view::npos && pressed.rfind('/') == end &&
           pressed.substr(0, end) == mark.substr(0, end);
}

// A click on it would lead elsewhere in the run, or settle something.
bool is_for_good(ui::Action const& action) {
    auto const* const asked = std::get_if<session::Command>(&action);
    if (asked == nullptr) return false;
    namespace cmd = session::command;
    return std::holds_alternative<cmd::Seek>(*asked) || std::holds_alternative<cmd::SeekMoment>(*asked) ||
           std::holds_alternative<cmd::RunToLine>(*asked) ||
           std::holds_alternative<cmd::ToggleBreakpoint>(*asked) ||
           std::holds_alternative<cmd::Predict>(*asked);
}

double most_scroll(double height, float view) { return std::max(0.0, height - view); }

} // namespace

ui::Surface::Surface(theme::Theme const& theme, float scale, double time, Interaction& interaction)
    : theme_(&theme), scale_(scale), time_(time), interaction_(&interaction) {
    ImGuiIO const& io = ImGui::GetIO();
    pointer_ = {io.MousePos.x / scale, io.MousePos.y / scale};
    down_ = io.MouseDown[0];
    went_down_ = ImGui::IsMouseClicked(0);
    went_up_ = ImGui::IsMouseReleased(0);
    went_twice_ = ImGui::IsMouseDoubleClicked(0);
    wheel_ = io.MouseWheel;
}

void ui::Surface::begin_layer(ImDrawList* list, bool hovered, bool alone) {
    list_ = list;
    layer_hovered_ = hovered;
    if (alone) targets_.clear();
}

void ui::Surface::paint(paint::Scene const& scene, paint::Point origin) {
    paint::paint_imgui(scene, *theme_, list_, {origin.x * scale_, origin.y * scale_}, scale_);
}

void ui::Surface::listen(Hit const& hit, Rect at, Rect seen) {
    Rect const visible = cut(at, seen);
    if (visible.w <= 0 || visible.h <= 0) return;
    if (probing())
        mark(hit.mark, {visible.x * scale_, visible.y * scale_, visible.w * scale_, visible.h * scale_});
    bool const goes = !std::holds_alternative<std::monostate>(hit.go);
    targets_.push_back({hit.mark, goes ? hit.go : hit.action, visible});
}

// The hit that was pressed follows the pointer, wherever that is.
void ui::Surface::drag(Hit const& hit) {
    constexpr float pitch = 14; // px from one stop to the next
    if (!down_ || went_down_ || interaction_->pressed != hit.mark || hit.stops.empty()) return;
    auto const moved = std::lround((pointer_.x - interaction_->pressed_at.x) / pitch);
    auto const last = static_cast<std::ptrdiff_t>(hit.stops.size()) - 1;
    auto const wanted =
        std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(interaction_->stop_pressed) + moved, 0, last);
    if (wanted == static_cast<std::ptrdiff_t>(interaction_->stop)) return;
    interaction_->stop = static_cast<std::size_t>(wanted);
    interaction_->dragged = true;
    actions.push_back(hit.stops[interaction_->stop]);
}

void ui::Surface::show(Content const& content, Rect at) {
    Scroll none;
    none.settled = true;
    show(content, at, none, 0, {});
}

double ui::Surface::scrolled_to(Scroll scroll, double height, std::optional<Content::Focus> keep, float view,
                                std::uint64_t moment) {
    double y = scroll.y;
    bool const fresh = !scroll.settled || scroll.moment != moment;
    // A smaller window or larger type must not push away what was in view.
    bool const moved = keep && scroll.sees_kept() && (scroll.kept != *keep || scroll.view != view);
    if (keep && (fresh || moved)) {
        double const margin =
            std::min(2.0 * theme::line_height, std::max(0.0, (view - (keep->bottom - keep->top)) / 2));
        if (keep->top - margin < y)
            y = keep->top - margin;
        else if (keep->bottom + margin > y + view) // of what is too high for the view its beginning
            y = std::min(keep->bottom + margin - view, keep->top - margin);
    }
    return std::round(std::clamp(y, 0.0, most_scroll(height, view)));
}

void ui::Surface::show(Content const& content, Rect at, Scroll& scroll, std::uint64_t moment,
                       std::string_view name) {
    scroll.y = scrolled_to(scroll, content.height, content.keep, at.h, moment);
    scroll.moment = moment;
    scroll.settled = true;
    scroll.kept = content.keep.value_or(Content::Focus{});
    scroll.view = at.h;
    bool const scrolls = !name.empty() && content.height > at.h + 0.5;
    if (scrolls && pointer_in(at) && wheel_ != 0)
        scroll.y = std::clamp(scroll.y - static_cast<double>(wheel_ * wheel_step), 0.0,
                              most_scroll(content.height, at.h));

    Rect const px{at.x * scale_, at.y * scale_, at.w * scale_, at.h * scale_};
    list_->PushClipRect({px.x, px.y}, {px.right(), px.bottom()}, true);
    float const top = at.y + static_cast<float>(content.origin - scroll.y);

    std::size_t const first_target = targets_.size();
    // The hit the pointer is on: the last that holds it, as later ones lie above.
    Hit const* hovered = nullptr;
    Rect hovered_at;
    for (auto const& hit : content.hits) {
        Rect const place{hit.at.x + at.x, hit.at.y + top, hit.at.w, hit.at.h};
        if (place.bottom() < at.y || place.y > at.bottom()) continue;
        listen(hit, place, at);
        drag(hit);
        if (pointer_in(cut(place, at))) {
            hovered = &hit;
            hovered_at = place;
        }
    }
    // The keyboard goes as one reads, whatever order they were laid out in.
    std::stable_sort(targets_.begin() + static_cast<std::ptrdiff_t>(first_target), targets_.end(),
                     [](Target const& a, Target const& b) {
                         return std::pair(a.at.y, a.at.x) < std::pair(b.at.y, b.at.x);
                     });
    if (copying_ && pointer_in(at))
        if (auto text = text_at(content, {pointer_.x - at.x, pointer_.y - top}); !text.empty())
            copied_ = std::move(text);
    paint(content.scene, {at.x, top});
    if (hovered && interaction_->thumb.empty()) {
        bool const listens = !point_only_ || !is_for_good(hovered->action);
        bool const pressed = down_ && interaction_->pressed == hovered->mark;
        if (!down_ || pressed) {
            auto shade = (*theme_)[Role::text];
            shade.a = pressed ? 34 : 16;
            paint::Scene cover;
            cover.add(paint::filled(hovered_at, shade, hovered->radius));
            paint(cover);
        }
        if (went_down_ && listens) {
            interaction_->pressed = hovered->mark;
            interaction_->pressed_at = pointer_;
            interaction_->stop = interaction_->stop_pressed = hovered->stop;
            interaction_->dragged = false;
        }
        if (went_twice_) actions.push_back(hovered->go);
        if (went_up_ && interaction_->pressed == hovered->mark && !interaction_->dragged) {
            actions.push_back(hovered->action);
            asked_at = hovered_at;
            interaction_->focus.clear();
        }
        if (!hovered->stops.empty()) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
        if (hovered->slides && down_ && !went_down_ && !pressed &&
            slid_from(interaction_->pressed, hovered->mark)) {
            interaction_->pressed = hovered->mark;
            actions.push_back(hovered->action);
        }
    }
    if (auto const* const word = explained_at(content, at, top))
        rest_on("word/" + word->tip, word->tip,
                {word->at.x + at.x, word->at.y + top, word->at.w, word->at.h});
    else if (hovered && interaction_->thumb.empty())
        rest_on(hovered->mark, hovered->tip, hovered_at);
    if (!interaction_->focus.empty())
        for (auto const& hit : content.hits)
            if (hit.mark == interaction_->focus) {
                paint::Scene ring;
                ring.add(
                    paint::outlined(paint::inset({hit.at.x + at.x, hit.at.y + top, hit.at.w, hit.at.h}, 1),
                                    Role::accent, hit.radius, 2));
                paint(ring);
            }
    list_->PopClipRect();
    if (scrolls) scroll_bar(at, scroll, content.height, name);
}

// The word under the pointer, if it is one of those that are explained.
ui::Explained const* ui::Surface::explained_at(Content const& content, Rect at, float top) const {
    for (auto const& word : content.explained)
        if (pointer_in(cut({word.at.x + at.x, word.at.y + top, word.at.w, word.at.h}, at))) return &word;
    return nullptr;
}

// The pointer is on what has this mark: its tip comes when it has rested there.
void ui::Surface::rest_on(std::string const& mark, std::string const& tip, Rect at) {
    if (interaction_->hovered != mark) {
        interaction_->hovered = mark;
        interaction_->hovered_since = time_;
    }
    if (tip.empty() || down_ || point_only_) return;
    double const after = tip_delay - (time_ - interaction_->hovered_since);
    if (after > 0)
        tip_after_ = after;
    else
        tip_ = Tip{tip, at};
}

void ui::Surface::scroll_bar(Rect at, Scroll& scroll, double height, std::string_view name) {
    float const length = std::max(24.0F, static_cast<float>(at.h * at.h / height));
    float const travel = at.h - length;
    double const most = most_scroll(height, at.h);
    Rect const track{at.right() - 10, at.y, 10, at.h};
    bool const held = interaction_->thumb == name;
    if (pointer_in(track) && went_down_) interaction_->thumb = name;
    if (held && down_)
        scroll.y =
            std::clamp((pointer_.y - at.y - length / 2) / static_cast<double>(travel), 0.0, 1.0) * most;
    float const y = at.y + (most > 0 ? static_cast<float>(scroll.y / most) * travel : 0);
    bool const wide = held || pointer_in(track);
    paint::Scene thumb;
    thumb.add(paint::filled({at.right() - (wide ? 8.0F : 6.0F), y + 2, wide ? 6.0F : 4.0F, length - 4},
                            {Role::faint, wide ? 0.8F : 0.45F}, 3));
    paint(thumb);
}

void ui::Surface::focus_next(int direction) {
    if (targets_.empty()) return;
    auto& focus = interaction_->focus;
    auto const found =
        std::find_if(targets_.begin(), targets_.end(), [&](Target const& t) { return t.mark == focus; });
    auto const count = static_cast<std::ptrdiff_t>(targets_.size());
    auto const at = found == targets_.end() ? (direction > 0 ? -1 : count) : found - targets_.begin();
    focus = targets_[static_cast<std::size_t>((at + direction + count) % count)].mark;
}

void ui::Surface::focus_next_group(int direction) {
    if (targets_.empty()) return;
    auto const group = [](std::string_view mark) { return mark.substr(0, mark.find('/')); };
    std::string const before(group(interaction_->focus));
    for (std::size_t i = 0; i < targets_.size() && group(interaction_->focus) == before; ++i)
        focus_next(direction);
    // Going back ends at a group's last hit: go on to its first.
    std::string const here(group(interaction_->focus));
    for (auto const& target : targets_)
        if (group(target.mark) == here) {
            interaction_->focus = target.mark;
            return;
        }
}

void ui::Surface::press_focus() {
    for (auto const& target : targets_)
        if (target.mark == interaction_->focus) {
            actions.push_back(target.action);
            asked_at = target.at;
            return;
        }
}
