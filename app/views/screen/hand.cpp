#include "views/screen/hand.hpp"

#include <cmath>

namespace ui {

using theme::Role;

namespace {

constexpr float ink_width = 2.6F; // px at scale 1
constexpr float least_move = 1.2F;

} // namespace

paint::Scene ink_scene(session::Stage const& stage) {
    paint::Scene scene;
    for (auto const& stroke : stage.ink) {
        if (stroke.empty()) continue;
        paint::Path path;
        path.stroke = Role::accent;
        path.width = ink_width;
        for (auto const at : stroke) path.points.push_back({at.x, at.y});
        for (auto const end : {path.points.front(), path.points.back()}) // round ends; a tap is a dot
            scene.add(paint::Circle{end, ink_width / 2, Role::accent, {}, 0});
        if (path.points.size() > 1) scene.add(std::move(path));
    }
    return scene;
}

paint::Scene hand_scene(session::Hand hand, paint::Point at) {
    paint::Scene scene;
    switch (hand) {
    case session::Hand::mouse: break;
    case session::Hand::laser:
        scene.add(paint::Circle{at, 11, {Role::now, 0.25F}, {}, 0});
        scene.add(paint::Circle{at, 5.5F, Role::now, Role::on_now, 1.5F});
        break;
    case session::Hand::pen: scene.add(paint::Circle{at, 3, Role::accent, Role::panel, 1}); break;
    }
    return scene;
}

void draw_with_pen(session::Stage const& stage, Surface& surface, bool over) {
    if (stage.hand != session::Hand::pen || !over || !surface.down()) return;
    auto const at = surface.pointer();
    bool const begins = surface.clicked_anywhere();
    if (!begins) {
        if (stage.ink.empty() || stage.ink.back().empty()) return; // wiped under the pen: lift it first
        auto const last = stage.ink.back().back();
        if (std::hypot(at.x - last.x, at.y - last.y) < least_move) return;
    }
    surface.actions.push_back(command(session::command::Draw{{at.x, at.y}, begins}));
}

} // namespace ui
