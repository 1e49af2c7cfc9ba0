namespace Nq72.Scheduler.Rehearsals;

/// <summary>Where the partners of a rehearsal are played, all on this machine.</summary>
/// <param name="Answering">Somebody answers; without a slash at the end.</param>
/// <param name="Dead">Nobody listens.</param>
/// <param name="Untrusted">Somebody shows a certificate that nobody trusts.</param>
public sealed record PartnerAddresses(string Answering, string Dead, string Untrusted)
{
    /// <summary>The address of one that is in that mood.</summary>
    public string Of(PartnerAct act, string channel, string destination)
    {
        var host = act switch { PartnerAct.Down => Dead, PartnerAct.WrongCertificate => Untrusted, _ => Answering };
        return $"{host}/{channel}/{destination}";
    }
}
