#include "views/kit/content.hpp"

#include <algorithm>

void ui::Content::add(Content const& other, paint::Point by) {
    scene.add(other.scene, by);
    for (auto hit : other.hits) {
        hit.at.x += by.x;
        hit.at.y += by.y;
        hits.push_back(std::move(hit));
    }
    for (auto each : other.copies) {
        each.at.x += by.x;
        each.at.y += by.y;
        copies.push_back(std::move(each));
    }
    for (auto each : other.explained) {
        each.at.x += by.x;
        each.at.y += by.y;
        explained.push_back(std::move(each));
    }
}

ui::Hit const* ui::Content::find(std::string_view mark) const {
    auto const found =
        std::find_if(hits.begin(), hits.end(), [&](Hit const& hit) { return hit.mark == mark; });
    return found == hits.end() ? nullptr : &*found;
}
