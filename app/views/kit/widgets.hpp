// The few forms the studio is made of: buttons, tabs, fields, cards, toggles. Each adds itself to a content.
#pragma once
#include "views/kit/content.hpp"

#include <span>
#include <string>

namespace ui {

enum class ButtonLook : unsigned char {
    field,   // an inset field with an edge
    primary, // what to do next
    bare,    // only its words
};

struct ButtonText {
    std::string label;
    theme::Font font = theme::Font::regular;
    float size = theme::size_label;
    theme::Role ink = theme::Role::text; // not of a primary button
};

void button(Content& content, paint::Rect at, ButtonText const& text, ButtonLook look, std::string mark,
            Action action, std::string tip = {}, bool enabled = true);

// Words with an underline if chosen; the width it took.
float tab(Content& content, paint::Point baseline, std::string const& label, bool chosen, std::string mark,
          Action action);

// A quiet word over a group: "ready queue", with a fainter remark after it.
void group_label(Content& content, paint::Point baseline, std::string const& label,
                 std::string const& remark = {});

// A dashed field that says why nothing is there; returns its height.
float empty_field(Content& content, paint::Point at, float width, std::string const& sentence);

// A sentence in faint type, broken into lines; returns its height.
float hint(Content& content, paint::Point at, float width, std::string const& sentence);

// Plain text broken into lines; `at` is the top left. Returns the height.
float paragraph(Content& content, paint::Point at, float width, std::string const& text, theme::Font font,
                float size, paint::Color color, float line_height);

// On or off; 36 x 20.
void toggle(Content& content, paint::Point at, bool on, std::string mark, Action action);

// The number of a task in a disc (it runs) or a ring (it waits).
void task_dot(paint::Scene& scene, paint::Point centre, unsigned number, bool filled, float opacity = 1);

} // namespace ui
