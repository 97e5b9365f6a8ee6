// What a panel shows, as plain values: what is painted, and what each part does when it is clicked. Panels
// compute it with pure functions; surface.hpp paints it and listens.
#pragma once
#include "paint/scene.hpp"
#include "views/kit/action.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ui {

// A part that can be clicked, or reached with Tab and pressed with Enter.
struct Hit {
    paint::Rect at;
    std::string mark; // "toolbar/step": its name for tests, focus and lessons
    Action action;
    std::string tip;
    float radius = theme::radius_small; // of the shade under the pointer
    bool slides = false;                // dragging onto it does the same as a click
    // A click selects and shows; only a double click, or Enter, goes somewhere. Nothing: `action` is all
    // there is.
    Action go = {};
    // Dragging it sideways goes through these, a few px each, from the one that it stands at.
    std::vector<Action> stops{};
    std::size_t stop = 0;
};

// A sentence, a line or a value that is copied whole, wherever in it the pointer is.
struct Copy {
    paint::Rect at;
    std::string text;
};

// A word that is explained while the pointer rests on it; nothing to press.
struct Explained {
    paint::Rect at;
    std::string tip;
};

// Positions are px at scale 1 from the content's own top left.
struct Content {
    paint::Scene scene;
    std::vector<Hit> hits;
    std::vector<Copy> copies; // in reading order; empty: what is painted, line by line
    std::vector<Explained> explained;
    double height = 0;
    // Where the scene's top lies in a content of which only a stretch was made (a long list).
    double origin = 0;
    // What belongs to this moment: scrolled into view when the moment changes, and kept there when the layout
    // does.
    struct Focus {
        double top = 0, bottom = 0;
        bool operator==(Focus const&) const = default;
    };
    std::optional<Focus> keep;

    void add(paint::Item item) { scene.add(std::move(item)); }
    void hit(paint::Rect at, std::string mark, Action action, std::string tip = {},
             float radius = theme::radius_small) {
        hits.push_back({at, std::move(mark), std::move(action), std::move(tip), radius});
    }
    // Leads to another moment.
    void leads(paint::Rect at, std::string mark, Action action, Action go, std::string tip) {
        hits.push_back({at, std::move(mark), std::move(action), std::move(tip), theme::radius_small, false,
                        std::move(go)});
    }
    void copy(paint::Rect at, std::string text) { copies.push_back({at, std::move(text)}); }
    // Appends another content, moved.
    void add(Content const& other, paint::Point by);
    Hit const* find(std::string_view mark) const;
};

} // namespace ui
