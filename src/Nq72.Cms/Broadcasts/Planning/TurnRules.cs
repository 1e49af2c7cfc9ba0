namespace Nq72.Cms.Broadcasts.Planning;

/// <summary>How texts take turns in one commune.</summary>
/// <param name="PerSlot">How many a slot gets at most.</param>
/// <param name="RepeatAfterDays">After how many days at the earliest one comes again.</param>
/// <param name="Offset">With which of them the commune begins, from 0.</param>
internal sealed record TurnRules(int PerSlot, int RepeatAfterDays, int Offset);
