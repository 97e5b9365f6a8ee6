// All texts of a scene, a line each: what a person reads there.
#pragma once
#include "paint/scene.hpp"

#include <string>
#include <variant>

inline std::string words_of(paint::Scene const& scene) {
    std::string all;
    for (auto const& item : scene.items)
        if (auto const* const text = std::get_if<paint::Text>(&item)) all += text->text + "\n";
    return all;
}
