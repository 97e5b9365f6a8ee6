#include "theme/fonts.hpp"

#include "theme/faces.hpp"
#include "theme/imgui_compat.hpp"

#include <stb/stb_truetype.h>

#include <array>
#include <cmath>

namespace theme {

namespace {

struct Baked {
    Font font;
    float size;
};
// In the order of the atlas; the first is the widgets' own.
constexpr std::array baked{
    Baked{Font::regular, size_label},  Baked{Font::regular, size_small},   Baked{Font::regular, size_body},
    Baked{Font::regular, size_lesson}, Baked{Font::semibold, size_small},  Baked{Font::semibold, size_body},
    Baked{Font::semibold, size_label}, Baked{Font::semibold, size_lesson}, Baked{Font::semibold, size_title},
    Baked{Font::mono, size_code},      Baked{Font::mono, size_code_large},
};

// Dear ImGui counts a font's size from ascent to descent, everybody else by the em.
float em_to_line(File file) {
    Units const u = units(file);
    return (u.ascent - u.descent) / u.per_em;
}

// The characters a file has, as Dear ImGui's list of ranges: pairs, ended by 0.
ImVector<ImWchar> ranges_of(File file) {
    ImVector<ImWchar> ranges;
    unsigned last = 0;
    auto const look = [&](unsigned from, unsigned to) {
        for (unsigned c = from; c < to; ++c) {
            if (stbtt_FindGlyphIndex(outlines(file), static_cast<int>(c)) == 0) continue;
            if (!ranges.empty() && last + 1 == c) {
                ranges.back() = static_cast<ImWchar>(c);
            } else {
                ranges.push_back(static_cast<ImWchar>(c));
                ranges.push_back(static_cast<ImWchar>(c));
            }
            last = c;
        }
    };
    look(0x20, 0x2800);
    look(0xE000, 0xF900);
    look(0xFFFD, 0xFFFE);
    ranges.push_back(0);
    return ranges;
}

// The atlas keeps pointers to these until it is built.
ImWchar const* ranges(File file) {
    static std::array<ImVector<ImWchar>, file_count> const all{
        ranges_of(File::inter_regular), ranges_of(File::inter_semibold), ranges_of(File::jetbrains_mono),
        ranges_of(File::fork_awesome)};
    return all[static_cast<std::size_t>(file)].Data;
}

} // namespace

void add_fonts(ImFontAtlas& atlas, float scale) {
    atlas.Clear();
    atlas.TexDesiredWidth = scale > 1.5F ? 4096 : 2048;
    for (Baked const& face : baked) {
        bool first = true;
        for (File const file : files_of(face.font)) {
            ImFontConfig config;
            config.FontDataOwnedByAtlas = false;
            config.MergeMode = !first;
            config.OversampleH = scale < 2 ? 2 : 1;
            config.OversampleV = 1;
            auto const bytes = font_bytes(file);
            // Not written to: the atlas does not own it.
            atlas.AddFontFromMemoryTTF(const_cast<unsigned char*>(bytes.data()),
                                       static_cast<int>(bytes.size()), face.size * scale * em_to_line(file),
                                       &config, ranges(file));
            first = false;
        }
    }
}

Drawn font_for(Font font, float size) {
    auto const& fonts = ImGui::GetIO().Fonts->Fonts;
    std::size_t best = baked.size();
    for (std::size_t i = 0; i < baked.size(); ++i) {
        if (baked[i].font != font) continue;
        bool const enough = baked[i].size >= size - 0.01F;
        if (best == baked.size()) {
            best = i;
        } else {
            bool const best_enough = baked[best].size >= size - 0.01F;
            if (enough ? !best_enough || baked[i].size < baked[best].size
                       : !best_enough && baked[i].size > baked[best].size)
                best = i;
        }
    }
    ImFont* const chosen = static_cast<std::size_t>(fonts.Size) == baked.size()
                               ? fonts[static_cast<int>(best)]
                               : ImGui::GetFont();
    return {chosen, size * em_to_line(files_of(font)[0])};
}

void push_font(Font font, float size, float scale) {
    Drawn const drawn = font_for(font, size);
    compat::push_font(drawn.font, drawn.size * scale);
}

} // namespace theme
