#include "kept/text.hpp"

#include <algorithm>
#include <sstream>
#include <string_view>
#include <toml++/toml.h>

namespace kept {
namespace {

constexpr std::size_t most_recent = 12;

std::string text_of(std::string_view head, toml::table const& table) {
    std::ostringstream out;
    out << head << "\n" << table << "\n";
    return out.str();
}

toml::table parsed(std::string const& text) {
    try {
        return toml::parse(text);
    } catch (toml::parse_error const& error) {
        throw Damaged("line " + std::to_string(error.source().begin.line) + ": " +
                      std::string(error.description()));
    }
}

// TOML is UTF-8; a file's name need not be.
bool is_text(std::string const& text) {
    try {
        toml::table table;
        table.insert("text", text);
        std::ostringstream out;
        out << table;
        return toml::parse(out.str())["text"].value_or(std::string()) == text;
    } catch (toml::parse_error const&) {
        return false;
    }
}

std::string text_at(toml::table const& table, std::string_view key) {
    return table[key].value_exact<std::string>().value_or(std::string());
}

std::uint64_t count_at(toml::table const& table, std::string_view key) {
    return static_cast<std::uint64_t>(std::max<std::int64_t>(table[key].value_or(std::int64_t{0}), 0));
}

template <typename Take>
void each_table(toml::node_view<toml::node const> list, Take take) {
    if (auto const* const array = list.as_array())
        for (toml::node const& node : *array)
            if (auto const* const table = node.as_table()) take(*table);
}

toml::table table_of(Answer const& answer) {
    toml::table table;
    table.insert("knobs", answer.knobs);
    table.insert("question", answer.question);
    if (answer.how == How::skipped) table.insert("skipped", true);
    if (answer.how == How::seen) table.insert("seen", true);
    if (answer.how == How::chosen) table.insert("choice", answer.choice);
    if (answer.right) table.insert("right", *answer.right);
    if (!answer.belief.empty()) table.insert("belief", answer.belief);
    return table;
}

std::optional<Answer> answer_of(toml::table const& table) {
    Answer answer;
    answer.knobs = text_at(table, "knobs");
    answer.question = text_at(table, "question");
    answer.choice = text_at(table, "choice");
    answer.right = table["right"].value_exact<bool>();
    answer.belief = text_at(table, "belief");
    if (table["skipped"].value_or(false))
        answer.how = How::skipped;
    else if (table["seen"].value_or(false))
        answer.how = How::seen;
    else if (answer.choice.empty())
        return std::nullopt;
    if (answer.question.empty()) return std::nullopt;
    return answer;
}

toml::array array_of(std::vector<Answer> const& answers) {
    toml::array array;
    for (Answer const& answer : answers) array.push_back(table_of(answer));
    return array;
}

toml::array array_of(std::vector<Goal> const& goals) {
    toml::array array;
    for (Goal const& goal : goals) {
        toml::table table;
        table.insert("goal", goal.goal);
        table.insert("reached", goal.reached);
        if (goal.hints != 0) table.insert("hints", static_cast<std::int64_t>(goal.hints));
        array.push_back(std::move(table));
    }
    return array;
}

toml::array array_of(std::vector<Branch> const& branches) {
    toml::array array;
    for (Branch const& branch : branches) {
        toml::table table;
        table.insert("number", static_cast<std::int64_t>(branch.number));
        if (branch.parent != 0) table.insert("parent", static_cast<std::int64_t>(branch.parent));
        if (!branch.name.empty()) table.insert("name", branch.name);
        toml::array acts;
        for (std::string const& act : branch.intervene) acts.push_back(act);
        if (!acts.empty()) table.insert("intervene", std::move(acts));
        if (!branch.schedule.empty()) table.insert("schedule", branch.schedule);
        array.push_back(std::move(table));
    }
    return array;
}

Branch branch_of(toml::table const& table) {
    Branch branch{count_at(table, "number"),
                  count_at(table, "parent"),
                  text_at(table, "name"),
                  {},
                  text_at(table, "schedule")};
    if (auto const* const acts = table["intervene"].as_array())
        for (toml::node const& node : *acts)
            if (auto const act = node.value_exact<std::string>()) branch.intervene.push_back(*act);
    return branch;
}

toml::table table_of(Lesson const& lesson) {
    toml::table table;
    table.insert("done", lesson.done);
    table.insert("position", static_cast<std::int64_t>(lesson.position));
    if (!lesson.knobs.empty()) {
        toml::table knobs;
        for (auto const& [name, value] : lesson.knobs) knobs.insert(name, value);
        table.insert("knobs", std::move(knobs));
    }
    if (!lesson.beside.empty()) table.insert("beside", lesson.beside);
    if (!lesson.answers.empty()) table.insert("answer", array_of(lesson.answers));
    if (!lesson.goals.empty()) table.insert("goal", array_of(lesson.goals));
    if (!lesson.branches.empty()) table.insert("branch", array_of(lesson.branches));
    if (!lesson.agreed.empty()) table.insert("agreed", lesson.agreed);
    return table;
}

Lesson lesson_of(toml::table const& table) {
    Lesson lesson;
    lesson.done = table["done"].value_or(false);
    lesson.position = count_at(table, "position");
    if (auto const* const knobs = table["knobs"].as_table())
        for (auto const& [name, node] : *knobs)
            if (auto const value = node.value_exact<std::string>())
                lesson.knobs[std::string(name.str())] = *value;
    lesson.beside = text_at(table, "beside");
    lesson.agreed = text_at(table, "agreed");
    each_table(table["answer"], [&](toml::table const& each) {
        if (auto answer = answer_of(each)) lesson.answers.push_back(std::move(*answer));
    });
    each_table(table["goal"], [&](toml::table const& each) {
        auto goal = text_at(each, "goal");
        if (!goal.empty())
            lesson.goals.push_back(
                {std::move(goal), each["reached"].value_or(false), count_at(each, "hints")});
    });
    each_table(table["branch"], [&](toml::table const& each) { lesson.branches.push_back(branch_of(each)); });
    return lesson;
}

} // namespace

void add(Recent& recent, std::string const& file) {
    if (!is_text(file)) return;
    std::erase(recent, file);
    recent.insert(recent.begin(), file);
    if (recent.size() > most_recent) recent.resize(most_recent);
}

std::string settings_text(Settings const& settings) {
    toml::table table;
    if (!settings.theme.empty()) table.insert("theme", settings.theme);
    if (settings.scale) table.insert("scale", *settings.scale);
    if (!settings.unit.empty()) table.insert("unit", settings.unit);
    if (!settings.level.empty()) table.insert("level", settings.level);
    if (settings.motion) table.insert("motion", *settings.motion);
    if (!settings.splits.empty()) {
        toml::table splits;
        for (auto const& [name, share] : settings.splits) splits.insert(name, share);
        table.insert("splits", std::move(splits));
    }
    return text_of("# How Awaitscope looks. What does not stand here is as the program has it.", table);
}

std::string progress_text(Progress const& progress) {
    toml::table lessons;
    for (auto const& [id, lesson] : progress.lessons) lessons.insert(id, table_of(lesson));
    toml::table table;
    if (!progress.last.empty()) table.insert("last", progress.last);
    table.insert("lesson", std::move(lessons));
    return text_of("# Where one was in Awaitscope's lessons, and what one said to their questions.", table);
}

std::string answers_text(Progress const& progress) {
    toml::table lessons;
    for (auto const& [id, lesson] : progress.lessons) {
        if (!lesson.done && lesson.answers.empty() && lesson.goals.empty()) continue;
        toml::table table;
        table.insert("done", lesson.done);
        if (!lesson.answers.empty()) table.insert("answer", array_of(lesson.answers));
        if (!lesson.goals.empty()) table.insert("goal", array_of(lesson.goals));
        lessons.insert(id, std::move(table));
    }
    toml::table table;
    table.insert("lesson", std::move(lessons));
    return text_of("# What was said to the questions of Awaitscope's lessons.", table);
}

std::string recent_text(Recent const& recent) {
    toml::array files;
    for (std::string const& file : recent) files.push_back(file);
    toml::table table;
    table.insert("files", std::move(files));
    return text_of("# What was opened in Awaitscope, the latest first.", table);
}

Settings read_settings(std::string const& text) {
    auto const table = parsed(text);
    Settings settings;
    settings.theme = text_at(table, "theme");
    settings.scale = table["scale"].value<double>();
    settings.unit = text_at(table, "unit");
    settings.level = text_at(table, "level");
    settings.motion = table["motion"].value_exact<bool>();
    if (auto const* const splits = table["splits"].as_table())
        for (auto const& [name, node] : *splits)
            if (auto const share = node.value<double>()) settings.splits[std::string(name.str())] = *share;
    return settings;
}

Progress read_progress(std::string const& text) {
    auto const table = parsed(text);
    Progress progress;
    progress.last = text_at(table, "last");
    if (auto const* const lessons = table["lesson"].as_table())
        for (auto const& [id, node] : *lessons)
            if (auto const* const lesson = node.as_table())
                progress.lessons[std::string(id.str())] = lesson_of(*lesson);
    return progress;
}

Recent read_recent(std::string const& text) {
    auto const table = parsed(text);
    Recent recent;
    if (auto const* const files = table["files"].as_array())
        for (toml::node const& node : *files)
            if (auto const file = node.value_exact<std::string>()) recent.push_back(*file);
    if (recent.size() > most_recent) recent.resize(most_recent);
    return recent;
}

} // namespace kept
