// ContextVar, Token and Context (contextvars): values that follow a task instead of a thread. Every task and
// every callback runs in a context; unless it is given one, in a copy of the one it was made in, so that what
// a task sets no other task sees.
//
//     ContextVar<std::string> const user("user");
//     auto const token = user.set("Ada");  // in the context that runs now
//     user.get();                          // "Ada"; LookupError where it was never set
//     user.reset(token);
//
// Copying a context costs nothing that grows with it: contexts share their values until one sets something.
#pragma once
#include "aio/base/detail/counted.hpp"
#include "aio/base/detail/execution.hpp"
#include "aio/base/detail/ref.hpp"
#include "aio/python/errors.hpp"
#include "aio/python/repr.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace aio {

// What a context holds: shared by its copies, never changed.
using ContextValue = std::shared_ptr<void const>;
using ContextValues = std::vector<std::pair<std::uint64_t, ContextValue>>; // by the number of the variable

// A context's identity. Where no variable was ever set there is none (an empty slot), and none is needed.
class ContextState : public detail::Counted<ContextState> {
  public:
    ContextState() = default;
    explicit ContextState(std::shared_ptr<ContextValues const> values) : values_(std::move(values)) {}

    ContextValue find(std::uint64_t variable) const;                  // null if it is not set
    ContextValue replace(std::uint64_t variable, ContextValue value); // null takes it out; gives the old one
    std::shared_ptr<ContextValues const> const& values() const { return values_; }
    std::size_t size() const { return values_ ? values_->size() : 0; }

    bool is_below_another = false; // entered, and another one was entered inside it

  private:
    std::shared_ptr<ContextValues const> values_;
};

// Where a task or callback keeps its context; thread_state.context points to the one that runs.
using ContextSlot = Ref<ContextState>;

ContextSlot& current_context_slot();
ContextSlot copy_of(ContextSlot const& slot);
// The context of a new task or callback.
inline ContextSlot copy_current_context() {
    return thread_state.context && !*thread_state.context ? ContextSlot() : copy_of(current_context_slot());
}

// While it lives, `slot` is the context that runs. RuntimeError if it runs already.
class EnteredContext {
  public:
    explicit EnteredContext(ContextSlot& slot);
    EnteredContext(EnteredContext const&) = delete;
    EnteredContext& operator=(EnteredContext const&) = delete;
    ~EnteredContext();

  private:
    ContextSlot* outer_;
    ContextState* below_ = nullptr;
};

namespace detail {

std::uint64_t next_context_variable();
std::string context_variable_repr(std::string const& name, std::optional<std::string> const& default_repr);
[[noreturn]] void throw_not_set(std::string const& variable);

} // namespace detail

template <typename T>
class ContextVar;

// What a set() gives: how to take it back, once.
template <typename T>
class Token {
  public:
    ContextVar<T> const& var() const { return *state_->variable; }
    std::optional<T> old_value() const { // empty is Token.MISSING
        if (!state_->old_value) return std::nullopt;
        return *static_cast<T const*>(state_->old_value.get());
    }
    std::string repr() const {
        return std::string("<Token ") + (state_->used ? "used " : "") + "var=" + state_->variable->repr() +
               ">";
    }

  private:
    friend class ContextVar<T>;
    struct State {
        ContextVar<T> const* variable;
        std::uint64_t number;
        ContextValue old_value;
        ContextSlot context;
        bool used = false;
    };
    explicit Token(State state) : state_(std::make_shared<State>(std::move(state))) {}

    std::shared_ptr<State> state_;
};

template <typename T>
class ContextVar {
  public:
    explicit ContextVar(std::string name) : name_(std::move(name)) {}
    ContextVar(std::string name, T default_value)
        : name_(std::move(name)), default_(std::move(default_value)) {}
    ContextVar(ContextVar const&) = delete;
    ContextVar& operator=(ContextVar const&) = delete;

    std::string const& name() const { return name_; }
    // Its value in the context that runs, else its default. LookupError if there is neither.
    T get() const {
        if (T const* const value = find()) return *value;
        if (!default_) detail::throw_not_set(repr());
        return *default_;
    }
    // Its value in the context that runs, else `otherwise`.
    T get(T otherwise) const {
        T const* const value = find();
        return value ? *value : otherwise;
    }
    Token<T> set(T value) const {
        ContextSlot& slot = current_context_slot();
        if (!slot) slot = make_ref<ContextState>();
        auto old = slot->replace(number_, std::make_shared<T const>(std::move(value)));
        return Token<T>({this, number_, std::move(old), slot});
    }
    // As it was before the set() that gave this token. RuntimeError if the token was used, ValueError if it
    // is another variable's or was made in another context.
    void reset(Token<T> const& token) const {
        auto& made = *token.state_;
        if (made.used) throw RuntimeError(token.repr() + " has already been used once");
        if (made.number != number_) throw ValueError(token.repr() + " was created by a different ContextVar");
        ContextSlot& slot = current_context_slot();
        if (slot != made.context) throw ValueError(token.repr() + " was created in a different Context");
        made.used = true;
        slot->replace(number_, made.old_value);
    }

    std::string repr() const {
        std::optional<std::string> shown;
        if (default_) shown = repr_or_object(*default_);
        return detail::context_variable_repr(name_, shown);
    }
    std::uint64_t number() const { return number_; }

  private:
    T const* find() const {
        ContextSlot const& slot = current_context_slot();
        return slot ? static_cast<T const*>(slot->find(number_).get()) : nullptr;
    }

    std::uint64_t number_ = detail::next_context_variable();
    std::string name_;
    std::optional<T> default_;
};

template <typename T>
std::string repr(ContextVar<T> const& variable) {
    return variable.repr();
}
template <typename T>
std::string repr(Token<T> const& token) {
    return token.repr();
}

// A program's reference to a context.
class Context {
  public:
    Context() : slot_(make_ref<ContextState>()) {} // an empty one
    explicit Context(ContextSlot const& slot) : slot_(slot) {}

    // Calls `function` in this context. RuntimeError if the context is entered already.
    template <typename Function, typename... Args>
    decltype(auto) run(Function&& function, Args&&... args) const {
        ContextSlot slot = slot_;
        EnteredContext const entered(slot);
        return std::invoke(std::forward<Function>(function), std::forward<Args>(args)...);
    }
    Context copy() const { return Context(make_ref<ContextState>(slot_->values())); }

    // As a mapping: only what was set in it, no defaults.
    std::size_t size() const { return slot_->size(); }
    template <typename T>
    bool contains(ContextVar<T> const& variable) const {
        return slot_->find(variable.number()) != nullptr;
    }
    template <typename T>
    std::optional<T> get(ContextVar<T> const& variable) const {
        auto const value = slot_->find(variable.number());
        if (!value) return std::nullopt;
        return *static_cast<T const*>(value.get());
    }

    operator ContextSlot const&() const { return slot_; }
    bool operator==(Context const&) const = default; // the same context

  private:
    ContextSlot slot_;
};

Context copy_context(); // of the one that runs

inline std::string repr(Context const&) { return "<_contextvars.Context object>"; }

} // namespace aio
