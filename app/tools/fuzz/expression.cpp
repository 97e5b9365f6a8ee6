#include "tools/fuzz/expression.hpp"

#include <algorithm>

namespace fuzz {
namespace {

void collect(Expression const& expression, std::vector<Expression>& places) {
    if (expression.make == Make::slot || expression.make == Make::future) {
        auto const same = [&](Expression const& known) {
            return known.make == expression.make && known.index == expression.index;
        };
        if (std::none_of(places.begin(), places.end(), same)) places.push_back(expression);
    }
    for (auto const& inner : expression.of) collect(inner, places);
}

void visit_all(std::vector<Statement> const& body, std::function<void(Statement const&)> const& visit) {
    for (auto const& statement : body) {
        visit(statement);
        visit_all(statement.body, visit);
        visit_all(statement.handlers, visit);
        visit_all(statement.otherwise, visit);
    }
}

// What is around a statement.
struct Around {
    bool loop = false;
    bool handler = false;
    int groups = 0;
};

bool is_block(Do what) { return what >= Do::if_; }

class Whole {
  public:
    explicit Whole(Program const& program) : program_(program) {}

    bool program() const {
        if (program_.functions.empty()) return false;
        for (auto const& function : program_.functions)
            if (!body(function.body, {})) return false;
        for (auto const& callback : program_.callbacks)
            if (!body(callback.body, {})) return false;
        return true;
    }

  private:
    bool body(std::vector<Statement> const& statements, Around around) const {
        return !statements.empty() &&
               std::all_of(statements.begin(), statements.end(),
                           [&](Statement const& each) { return statement(each, around); });
    }
    bool statement(Statement const& each, Around around) const {
        if (each.what == Do::reraise && !around.handler) return false;
        if ((each.what == Do::break_ || each.what == Do::continue_) && !around.loop) return false;
        if (!expression(each.expression, around) || !has_what_it_names(each)) return false;
        if (!is_block(each.what)) return each.body.empty() && each.handlers.empty() && each.otherwise.empty();
        Around inside = around;
        if (each.what == Do::loop) inside.loop = true;
        if (each.what == Do::group) ++inside.groups;
        if (!body(each.body, inside)) return false;
        if (!each.otherwise.empty() && !body(each.otherwise, around)) return false;
        if (each.what != Do::try_) return each.handlers.empty();
        if (each.handlers.empty() && each.otherwise.empty()) return false;
        Around caught = around;
        caught.handler = true;
        return std::all_of(each.handlers.begin(), each.handlers.end(), [&](Statement const& handler) {
            return handler.what == Do::handler && body(handler.body, caught);
        });
    }
    template <typename List>
    static bool in(List const& list, int index) {
        return index < static_cast<int>(list.size());
    }
    bool has_what_it_names(Statement const& each) const {
        switch (each.what) {
        case Do::print_state:
        case Do::cancel:
        case Do::store: return each.index < program_.slots;
        case Do::done_callback:
            return each.index < program_.slots && in(program_.callbacks, each.number.value);
        case Do::done_callback_of_future:
            return each.index < program_.futures && in(program_.callbacks, each.number.value);
        case Do::cancel_future:
        case Do::set_result:
        case Do::set_exception:
        case Do::store_future: return each.index < program_.futures;
        case Do::cancel_handle: return each.index < program_.handles;
        case Do::call_later:
            return each.index < program_.handles && in(program_.callbacks, each.number.value);
        case Do::call_function:
        case Do::call_soon: return in(program_.callbacks, each.number.value);
        case Do::use_tool:
        case Do::held: return in(program_.tools, each.index);
        case Do::if_: return each.test != Test::slot_done || each.index < program_.slots;
        default: return true;
        }
    }
    bool expression(Expression const& each, Around around) const {
        switch (each.make) {
        case Make::call:
            if (!in(program_.functions, each.index)) return false;
            break;
        case Make::slot:
            if (each.index >= program_.slots) return false;
            break;
        case Make::future:
            if (each.index >= program_.futures) return false;
            break;
        case Make::group_task:
            if (each.index >= around.groups || each.of.front().make != Make::call) return false;
            break;
        case Make::wait:
            if (each.of.empty()) return false;
            break;
        default:
            if (each.make >= Make::acquire && !in(program_.tools, each.index)) return false;
        }
        return std::all_of(each.of.begin(), each.of.end(),
                           [&](Expression const& inner) { return expression(inner, around); });
    }

    Program const& program_;
};

} // namespace

std::vector<Expression> places_of(Expression const& expression) {
    std::vector<Expression> places;
    collect(expression, places);
    return places;
}

void for_each_statement(Program const& program, std::function<void(Statement const&)> const& visit) {
    for (auto const& function : program.functions) visit_all(function.body, visit);
    for (auto const& callback : program.callbacks) visit_all(callback.body, visit);
}

std::size_t count_statements(Program const& program) {
    std::size_t count = 0;
    for_each_statement(program, [&](Statement const&) { ++count; });
    return count;
}

bool is_whole(Program const& program) { return Whole(program).program(); }

} // namespace fuzz
