#include "aio/python/context.hpp"

#include <algorithm>
#include <atomic>

namespace aio {
namespace {

// KeyError and its kind show the repr of what was looked for, so this one shows the variable itself.
class NotSet final : public LookupError {
  public:
    using LookupError::LookupError;
    std::string arguments_repr() const override { return message(); }
};

auto place_of(ContextValues const& values, std::uint64_t variable) {
    return std::find_if(values.begin(), values.end(),
                        [&](auto const& entry) { return entry.first == variable; });
}

} // namespace

ContextValue ContextState::find(std::uint64_t variable) const {
    if (!values_) return nullptr;
    auto const found = place_of(*values_, variable);
    return found == values_->end() ? nullptr : found->second;
}

ContextValue ContextState::replace(std::uint64_t variable, ContextValue value) {
    auto changed = values_ ? std::make_shared<ContextValues>(*values_) : std::make_shared<ContextValues>();
    auto const found = changed->begin() + (place_of(*changed, variable) - changed->cbegin());
    ContextValue old;
    if (found != changed->end()) {
        old = std::move(found->second);
        if (value)
            found->second = std::move(value);
        else
            changed->erase(found);
    } else if (value) {
        changed->emplace_back(variable, std::move(value));
    }
    values_ = std::move(changed);
    return old;
}

ContextSlot& current_context_slot() {
    static thread_local ContextSlot outermost; // of a thread that runs no program
    return thread_state.context ? *thread_state.context : outermost;
}

ContextSlot copy_of(ContextSlot const& slot) {
    return slot && slot->size() > 0 ? make_ref<ContextState>(slot->values()) : ContextSlot();
}

EnteredContext::EnteredContext(ContextSlot& slot) : outer_(thread_state.context) {
    ContextSlot const& running = current_context_slot();
    if (slot && (slot == running || slot->is_below_another))
        throw RuntimeError("cannot enter context: <_contextvars.Context object> is already entered");
    if (running && !running->is_below_another) {
        below_ = running.get();
        below_->is_below_another = true;
    }
    thread_state.context = &slot;
}

EnteredContext::~EnteredContext() {
    if (below_) below_->is_below_another = false;
    thread_state.context = outer_;
}

Context copy_context() {
    ContextSlot const& running = current_context_slot();
    return Context(make_ref<ContextState>(running ? running->values() : nullptr));
}

namespace detail {

std::uint64_t next_context_variable() {
    static std::atomic<std::uint64_t> made{0};
    return ++made;
}

std::string context_variable_repr(std::string const& name, std::optional<std::string> const& default_repr) {
    return "<ContextVar name=" + repr(name) + (default_repr ? " default=" + *default_repr : "") + ">";
}

void throw_not_set(std::string const& variable) { throw NotSet(variable); }

} // namespace detail
} // namespace aio
