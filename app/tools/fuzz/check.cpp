#include "tools/fuzz/check.hpp"

#include "tools/fuzz/interpret.hpp"
#include "tools/fuzz/lifetimes.hpp"
#include "tools/fuzz/shrink.hpp"
#include "tools/fuzz/write_python.hpp"

namespace fuzz {
namespace {

std::string kind_at(trace::Log const& log, replay::Position position) {
    if (position == 0 || position > log.size()) return "end";
    return std::string(log.kind_name(log[position - 1].kind));
}

std::string list(std::set<std::string> const& ids) {
    std::string out;
    for (auto const& id : ids) out += (out.empty() ? "" : " ") + id;
    return out.empty() ? "none" : out;
}

// How the ends of lives differ; "" if they do not.
std::string difference(Lifetimes const& ours, Lifetimes const& theirs) {
    auto const say = [](char const* what, auto const& our, auto const& their) {
        return std::string("All events are equal, but not ") + what + ": " + list(our) +
               " on the miniature, " + list(their) + " on CPython.";
    };
    if (ours.unseen != theirs.unseen)
        return say("whose exceptions nobody asked for", ours.unseen, theirs.unseen);
    if (ours.unawaited != theirs.unawaited)
        return say("which kept coroutines were never awaited", ours.unawaited, theirs.unawaited);
    return {};
}

} // namespace

Judge judge_of(std::shared_ptr<judge::Warm> python) {
    auto const rules = aio::rules_of(python->version());
    auto const ask = [python = std::move(python)](std::vector<Program> const&,
                                                  std::vector<std::string> const& texts) {
        std::vector<trace::Log> logs;
        for (auto& recorded : python->record(texts)) logs.push_back(std::move(recorded.log));
        return logs;
    };
    return {ask, rules};
}

bool is_deadlock(trace::Log const& log) { return log.end() && log.end()->error.starts_with("deadlock"); }

std::vector<Checked> check(std::vector<Program> programs, Judge const& judge) {
    std::vector<std::string> texts;
    texts.reserve(programs.size());
    for (auto& program : programs) texts.push_back(write_python(program));
    auto truths = judge.record(programs, texts);
    std::vector<Checked> checked;
    for (std::size_t i = 0; i < programs.size(); ++i) {
        auto log = run_on_miniature(programs[i], texts[i], judge.rules);
        auto ours = split_lifetimes(log);
        auto theirs = split_lifetimes(truths[i]);
        auto comparison = replay::compare(ours.rest, theirs.rest);
        auto const ends = is_deadlock(theirs.rest) ? std::string() : difference(ours, theirs);
        if (comparison.agree && !ends.empty()) {
            comparison.agree = false;
            comparison.difference = {ours.rest.size() + 1, theirs.rest.size() + 1, ends};
        }
        checked.push_back({std::move(programs[i]), std::move(texts[i]), std::move(ours.rest),
                           std::move(theirs.rest), std::move(comparison)});
    }
    return checked;
}

std::string signature(Checked const& checked) {
    if (checked.comparison.agree) return {};
    auto const& difference = *checked.comparison.difference;
    return kind_at(checked.miniature, difference.a) + " | " + kind_at(checked.cpython, difference.b);
}

Checked smallest(Checked const& checked, Judge const& judge) {
    auto const wanted = signature(checked);
    auto const still_fails = [&](std::vector<Program> const& programs) {
        std::vector<bool> fails;
        for (auto const& each : check(programs, judge)) fails.push_back(signature(each) == wanted);
        return fails;
    };
    return std::move(check({shrink(checked.program, still_fails)}, judge).front());
}

} // namespace fuzz
