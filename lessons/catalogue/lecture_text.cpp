#include "catalogue/lecture_text.hpp"

#include "catalogue/nearest.hpp"

#include <algorithm>
#include <optional>
#include <sstream>
#include <string_view>
#include <toml++/toml.h>

namespace lesson {
namespace {

struct LectureReader {
    LectureText out;

    void wrong(int line, std::string sentence) { out.mistakes.push_back({line, std::move(sentence)}); }

    static std::string unknown(std::string const& word, std::vector<std::string> const& known,
                               std::string const& where) {
        std::string const meant = nearest(word, known);
        return "unknown key `" + word + "` in " + where +
               (meant.empty() ? "; it can hold: " + listed(known) : "; did you mean `" + meant + "`?");
    }

    void only_keys(toml::table const& table, std::vector<std::string> const& known,
                   std::string const& where) {
        for (auto const& [key, node] : table) {
            std::string const word(key.str());
            if (std::find(known.begin(), known.end(), word) == known.end())
                wrong(line_of(node), unknown(word, known, where));
        }
    }

    static int line_of(toml::node const& node) { return static_cast<int>(node.source().begin.line); }

    WrittenWord word(toml::table const& table, std::string_view key) {
        toml::node const* const node = table.get(key);
        if (node == nullptr) return {};
        auto const* const text = node->as_string();
        if (text == nullptr || text->get().empty()) {
            wrong(line_of(*node), "`" + std::string(key) + "` must be a text in quotes");
            return {};
        }
        return {text->get(), line_of(*node)};
    }

    // As it would be typed after --set.
    void knob(WrittenStop& stop, std::string const& name, toml::node const& node) {
        std::ostringstream text;
        if (auto const* const words = node.as_string())
            text << words->get();
        else if (auto const* const flag = node.as_boolean())
            text << (flag->get() ? "true" : "false");
        else if (auto const* const whole = node.as_integer())
            text << whole->get();
        else if (auto const* const number = node.as_floating_point())
            text << number->get();
        else
            return wrong(line_of(node), "the knob `" + name + "` must have one value, like 3 or \"gather\"");
        stop.knobs.emplace_back(name, WrittenWord{text.str(), line_of(node)});
    }

    void intervene(WrittenStop& stop, toml::node const& node) {
        auto const* const list = node.as_array();
        bool good = list && !list->empty();
        for (std::size_t i = 0; good && i < list->size(); ++i) {
            auto const* const text = list->get(i)->as_string();
            good = text != nullptr;
            if (good) stop.intervene.push_back({text->get(), line_of(*list->get(i))});
        }
        if (!good)
            wrong(line_of(node), "`intervene` must be a list of texts: intervene = [\"34 cancel t2\"]");
    }

    void stop(toml::table const& table) {
        only_keys(table, {"lesson", "knobs", "moment", "panel", "alone", "note", "intervene", "schedule"},
                  "[[stop]]");
        WrittenStop stop;
        stop.line = line_of(table);
        stop.lesson = word(table, "lesson");
        if (!table.contains("lesson"))
            wrong(stop.line, "this stop has no `lesson`; name one: lesson = \"gather-order\"");
        stop.moment = word(table, "moment");
        stop.panel = word(table, "panel");
        stop.note = word(table, "note");
        stop.schedule = word(table, "schedule");
        if (toml::node const* const acts = table.get("intervene")) intervene(stop, *acts);
        if (toml::node const* const alone = table.get("alone")) {
            if (auto const* const flag = alone->as_boolean())
                stop.alone = flag->get();
            else
                wrong(line_of(*alone), "`alone` must be true or false");
        }
        if (stop.alone && !table.contains("panel"))
            wrong(stop.line, "`alone` needs a `panel`, the one that fills the stage");
        if (toml::node const* const knobs = table.get("knobs")) {
            if (auto const* const all = knobs->as_table())
                for (auto const& [name, node] : *all) knob(stop, std::string(name.str()), node);
            else
                wrong(line_of(*knobs), "`knobs` must be names and values: knobs = { fast = 3 }");
        }
        out.stops.push_back(std::move(stop));
    }

    void all(toml::table const& table) {
        only_keys(table, {"title", "stop"}, "the file");
        out.title = word(table, "title").text;
        toml::node const* const stops = table.get("stop");
        toml::array const* const list = stops ? stops->as_array() : nullptr;
        if (stops != nullptr && list == nullptr)
            return wrong(line_of(*stops), "stops are written as [[stop]], in two brackets");
        if (list == nullptr || list->empty())
            return wrong(0, "there is no [[stop]]; a lecture needs at least one");
        for (toml::node const& node : *list) {
            if (toml::table const* const one = node.as_table())
                stop(*one);
            else
                wrong(line_of(node), "stops are written as [[stop]], in two brackets");
        }
    }
};

} // namespace

LectureText parse_lecture(std::string const& text) {
    LectureReader reader;
    try {
        reader.all(toml::parse(text));
    } catch (toml::parse_error const& error) {
        reader.wrong(static_cast<int>(error.source().begin.line), std::string(error.description()));
    }
    return std::move(reader.out);
}

} // namespace lesson
