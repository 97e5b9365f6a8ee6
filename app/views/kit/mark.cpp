#include "views/kit/mark.hpp"

#include <imgui.h>

namespace {

ui::Probe* listening = nullptr;

} // namespace

void ui::set_probe(Probe* probe) { listening = probe; }

bool ui::probing() { return listening != nullptr; }

void ui::mark(std::string_view name, paint::Rect at) {
    if (listening) listening->insert_or_assign(std::string(name), at);
}

void ui::mark(std::string_view name) {
    if (!listening) return;
    auto const low = ImGui::GetItemRectMin();
    auto const high = ImGui::GetItemRectMax();
    mark(name, {low.x, low.y, high.x - low.x, high.y - low.y});
}
