// Paints contents on Dear ImGui and turns the pointer and the keyboard into the actions of their hits.
#pragma once
#include "theme/theme.hpp"
#include "views/kit/content.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct ImDrawList;

namespace ui {

// Where a content is scrolled to.
struct Scroll {
    double y = 0;
    std::uint64_t moment = 0; // the one that was brought into view last
    bool settled = false;     // false: nothing was brought into view yet
    // As it was shown last: what belonged to the moment, in a view so high.
    Content::Focus kept = {};
    float view = 0;

    bool sees_kept() const { return kept.bottom > y && kept.top < y + view; }
};

// What stays from one frame to the next.
struct Interaction {
    std::string focus;   // mark of the hit that Enter presses; "": none
    std::string pressed; // mark the pointer went down on
    std::string thumb;   // scroll bar that is dragged
    paint::Point pressed_at;
    std::size_t stop = 0, stop_pressed = 0; // of the hit that is dragged: now, and when it was pressed
    bool dragged = false;                   // so its release is no click
    std::string hovered;                    // mark under the pointer, and since when
    double hovered_since = 0;
};

// One frame's input and output; positions are px at scale 1.
class Surface {
  public:
    Surface(theme::Theme const& theme, float scale, double time, Interaction& interaction);

    // From now on painting goes to this list, and only hits count if `hovered`: the pointer is over its
    // window. `alone`: the keyboard reaches nothing of the layers below.
    void begin_layer(ImDrawList* list, bool hovered, bool alone = false);

    // Before a class a hand that points must do no harm: no tips, and a click leads nowhere. Buttons, tabs
    // and lanes still listen, and so does Enter.
    void point_only(bool on) { point_only_ = on; }
    bool points_only() const { return point_only_; }

    void paint(paint::Scene const& scene, paint::Point origin = {});
    // Paints and listens. `at` is also what is seen of it.
    void show(Content const& content, paint::Rect at);
    // The same with a scroll bar if it is higher than `at`; `moment`: see Content::keep.
    void show(Content const& content, paint::Rect at, Scroll& scroll, std::uint64_t moment,
              std::string_view name);

    // Where `content` will be scrolled to in the next show of the same arguments: for contents made in part.
    static double scrolled_to(Scroll scroll, double content_height, std::optional<Content::Focus> keep,
                              float view_height, std::uint64_t moment);

    // After all layers were shown: moves the focus to the next or previous hit, or to the first of the next
    // or previous group ("toolbar/..."); presses it.
    void focus_next(int direction);
    void focus_next_group(int direction);
    void press_focus();

    paint::Point pointer() const { return pointer_; }
    bool down() const { return down_; }
    bool pointer_in(paint::Rect at) const { return layer_hovered_ && at.contains(pointer_); }
    bool clicked_anywhere() const { return went_down_; }
    theme::Theme const& theme() const { return *theme_; }
    float scale() const { return scale_; }
    ImDrawList* list() const { return list_; }
    Interaction& interaction() { return *interaction_; }

    std::vector<Action> actions; // asked for in this frame, in order
    paint::Rect asked_at;        // the hit that asked last

    // After all layers: the tip of what is hovered, drawn by the caller above everything.
    struct Tip {
        std::string text;
        paint::Rect about;
    };
    std::optional<Tip> tip() const { return tip_; }
    std::optional<double> tip_after() const { return tip_after_; } // s until there will be one

    // After all layers, and only if asked for before them: what stands under the pointer, see copying.hpp.
    void listen_for_copy() { copying_ = true; }
    bool listens_for_copy() const { return copying_; }
    void copy(std::string text) { copied_ = std::move(text); }
    std::string const& copied() const { return copied_; }

  private:
    struct Target {
        std::string mark;
        Action action;
        paint::Rect at;
    };
    void drag(Hit const& hit);
    void listen(Hit const& hit, paint::Rect at, paint::Rect seen);
    Explained const* explained_at(Content const& content, paint::Rect at, float top) const;
    void rest_on(std::string const& mark, std::string const& tip, paint::Rect at);
    void scroll_bar(paint::Rect at, Scroll& scroll, double height, std::string_view name);

    theme::Theme const* theme_;
    float scale_;
    double time_;
    Interaction* interaction_;
    ImDrawList* list_ = nullptr;
    bool layer_hovered_ = false;
    bool point_only_ = false;
    paint::Point pointer_;
    bool down_ = false, went_down_ = false, went_up_ = false, went_twice_ = false;
    float wheel_ = 0;
    std::vector<Target> targets_; // of the top layer
    std::optional<Tip> tip_;
    std::optional<double> tip_after_;
    bool copying_ = false;
    std::string copied_;
};

} // namespace ui
